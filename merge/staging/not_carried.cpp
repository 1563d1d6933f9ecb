#include "merge/staging/not_carried.hpp"

namespace tributary::staging {

void write_not_carried(Staging const &staging, std::vector<model::NotCarried> const &list)
{
    auto insert = staging.database().prepare(
        "INSERT INTO not_carried (place, source, kind, name, rows, hangs, remark) "
        "VALUES ((SELECT count(*) FROM not_carried), ?1, ?2, ?3, CASE WHEN ?5 THEN ?4 END, ?6, ?6)");
    for (auto const &one : list) {
        insert.bind(1, std::string_view(one.source))
            .bind(2, std::string_view(one.kind))
            .bind(3, std::string_view(one.name))
            .bind(4, one.rows.value_or(0))
            .bind(5, static_cast<std::int64_t>(one.rows.has_value()))
            .bind(6, std::string_view(one.hangs))
            .run();
    }
}

std::vector<model::NotCarried> not_carried(Staging const &staging)
{
    std::vector<model::NotCarried> result;
    auto rows = staging.database().prepare("SELECT source, kind, name, rows, hangs FROM not_carried ORDER BY place");
    while (rows.step()) {
        result.push_back({rows.text(0), rows.text(1), rows.text(2),
                          rows.is_null(3) ? std::nullopt : std::optional(rows.integer(3)), rows.text(4), false});
    }
    return result;
}

void remark_on_not_carried(Staging const &staging, std::size_t position, std::string const &remark)
{
    staging.database()
        .prepare("UPDATE not_carried SET remark = ?2 WHERE place = ?1")
        .bind(1, static_cast<std::int64_t>(position))
        .bind(2, std::string_view(remark))
        .run();
}

} // namespace tributary::staging
