#include "merge/uniqueness/live_flags.hpp"

#include <string>

namespace tributary::uniqueness {
namespace {

/// The column may be a number in the source, where the target has a boolean.
std::string is_set(model::Engine engine, std::string const &name)
{
    switch (engine) {
    case model::Engine::postgresql: return "CAST(" + name + " AS text) IN ('true', 't', '1')";
    case model::Engine::sqlite: return "(" + name + " = 't' OR " + name + " IS TRUE)";
    }
    return {};
}

} // namespace

FlagCount count_live(databases::Source &database, model::Table const &table, model::Column const *flag)
{
    auto const up_to_two = [&](std::string const &where) {
        auto const rows = database.query("SELECT 1 FROM " + model::sql_name(table) + where + " LIMIT 2");
        return static_cast<std::int64_t>(rows.size());
    };
    return {up_to_two(""),
            flag == nullptr ? 0 : up_to_two(" WHERE " + is_set(table.engine, model::sql_name(flag->name)))};
}

} // namespace tributary::uniqueness
