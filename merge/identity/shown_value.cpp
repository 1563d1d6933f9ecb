#include "merge/identity/shown_value.hpp"

#include "merge/identity/credentials.hpp"
#include "merge/model/characters.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/write_toml.hpp"

namespace tributary::identity {

std::string shown_value(model::MappedTable const &table, std::string const &column, model::Value const &value)
{
    constexpr std::size_t longest = 48;
    if (value.is_null()) {
        return "NULL";
    }
    if (holds_secrets(table, column)) {
        return "not shown";
    }
    if (value.type != model::Cell::Type::text) {
        return model::describe(model::cell_of(value)).substr(0, longest);
    }
    auto text = plan::on_one_line(value.bytes);
    if (model::characters(text) > longest) {
        text = std::string(model::first_characters(text, longest)) + "…";
    }
    return '"' + text + '"';
}

} // namespace tributary::identity
