#include "merge/identity/shown_value.hpp"

#include "merge/identity/credentials.hpp"
#include "merge/identity/value_shape.hpp"
#include "merge/model/booleans.hpp"
#include "merge/model/characters.hpp"
#include "merge/model/masked.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/write_toml.hpp"

#include <string_view>

namespace tributary::identity {
namespace {

constexpr std::size_t longest = 48;
constexpr std::size_t end_of_long = 15; ///< that is shown, in characters

std::string cut_in_the_middle(std::string const &text)
{
    auto const length = model::characters(text);
    if (length <= longest) {
        return text;
    }
    auto const behind = model::first_characters(text, length - end_of_long).size();
    return std::string(model::first_characters(text, longest - end_of_long)) + "…" + text.substr(behind);
}

/// find_secrets() looks at no columns of users: of these what no person has chosen is not shown either.
bool looks_secret(model::MappedTable const &table, model::Cell const &cell)
{
    auto const shape = shape_of(cell);
    auto const are_users = !table.name_column.empty();
    return shape == Shape::secret || (are_users && (shape == Shape::random || shape == Shape::digest));
}

} // namespace

std::string shown_value(model::MappedTable const &table, std::string const &column, model::Value const &value)
{
    if (value.is_null()) {
        return "NULL";
    }
    if (holds_secrets(table, column) || looks_secret(table, model::cell_of(value))) {
        return std::string(model::not_shown);
    }
    auto const *const declared = model::find_column(table.target, column);
    auto const truth =
        declared != nullptr && model::is_boolean(*declared) ? model::truth(model::cell_of(value)) : std::nullopt;
    if (truth) { // however the engine writes it
        return *truth ? "true" : "false";
    }
    if (value.type == model::Cell::Type::text) {
        return '"' + cut_in_the_middle(plan::on_one_line(model::without_secrets(value.bytes))) + '"';
    }
    return cut_in_the_middle(model::describe(model::cell_of(value)));
}

} // namespace tributary::identity
