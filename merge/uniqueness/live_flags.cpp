#include "merge/uniqueness/live_flags.hpp"

#include "merge/model/booleans.hpp"

#include <optional>
#include <string>

namespace tributary::uniqueness {

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
    auto const is_set = model::says_true(name);
    auto const is_cleared = "(" + name + " IS NULL OR " + model::says_false(name) + ")";
    if (!model::is_boolean(*flag)) {
        count.others = up_to_two(" WHERE NOT " + is_cleared + " AND NOT " + is_set);
        count.cleared = count.others > 0 ? 0 : up_to_two(" WHERE " + is_cleared);
    }
    count.set = count.others > 0 ? 0 : up_to_two(" WHERE " + is_set);
    if (flag->kind == model::Kind::text && count.set == 1) {
        auto const example = [&](std::string const &where) {
            auto const rows = database.query("SELECT " + name + " FROM " + model::sql_name(table) + where + " LIMIT 1");
            auto const value = rows.empty() ? std::nullopt : rows.front().front();
            return value ? model::sql_literal(*value) : std::string("NULL");
        };
        count.set_as = example(" WHERE " + is_set);
        count.cleared_as = example(" WHERE " + is_cleared);
    }
    return count;
}

} // namespace tributary::uniqueness
