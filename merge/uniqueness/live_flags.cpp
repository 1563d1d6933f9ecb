#include "merge/uniqueness/live_flags.hpp"

#include "merge/model/booleans.hpp"

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
    FlagCount count;
    count.rows = up_to_two("");
    if (flag == nullptr) {
        return count;
    }
    auto const name = model::sql_name(flag->name);
    if (!model::is_boolean(*flag)) {
        count.others = up_to_two(" WHERE " + name + " NOT IN (0, 1)");
        count.cleared = count.others > 0 ? 0 : up_to_two(" WHERE " + name + " = 0");
    }
    count.set = count.others > 0 ? 0 : up_to_two(" WHERE " + is_set(table.engine, name));
    return count;
}

} // namespace tributary::uniqueness
