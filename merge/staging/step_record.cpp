#include "merge/staging/staging.hpp"

namespace tributary::staging {

StepRecord::StepRecord(Staging const &staging, std::string const &name, std::string const &arguments)
    : m_staging(staging), m_id(staging.database().integer("SELECT coalesce(max(id), 0) + 1 FROM step"))
{
    staging.database()
        .prepare(
            "INSERT INTO step (id, name, arguments, started) VALUES (?1, ?2, ?3, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))")
        .bind(1, m_id)
        .bind(2, std::string_view(name))
        .bind(3, std::string_view(arguments))
        .run();
}

void StepRecord::finish(std::string const &outcome) const
{
    m_staging.database()
        .prepare("UPDATE step SET ended = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), outcome = ?2 WHERE id = ?1")
        .bind(1, m_id)
        .bind(2, std::string_view(outcome))
        .run();
}

} // namespace tributary::staging
