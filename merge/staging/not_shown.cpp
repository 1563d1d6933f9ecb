#include "merge/staging/not_shown.hpp"

#include "merge/model/masked.hpp"

#include <nlohmann/json.hpp>

namespace tributary::staging {
namespace {

constexpr auto name_of_property = "not_shown";

} // namespace

void write_not_shown(Staging const &staging, NotShown const &columns)
{
    staging.set_property(name_of_property, nlohmann::json(columns).dump());
}

NotShown read_not_shown(Staging const &staging)
{
    return nlohmann::json::parse(staging.property(name_of_property).value_or("[]")).get<NotShown>();
}

std::optional<std::string> shown_value(NotShown const &hidden, std::string const &label, std::string const &column,
                                       std::optional<std::string> value)
{
    return value && hidden.contains({label, column}) ? std::string(model::not_shown) : std::move(value);
}

std::string shown_row(NotShown const &hidden, std::string const &label, std::string row)
{
    if (row.empty() || !hidden.contains({label, ""})) {
        return row;
    }
    auto const table = "/" + label + "#";
    auto const at = row.find(table);
    return row.substr(0, at == std::string::npos ? 0 : at + table.size()) + std::string(model::not_shown);
}

} // namespace tributary::staging
