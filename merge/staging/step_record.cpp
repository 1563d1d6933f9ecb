#include "merge/staging/staging.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <string>

namespace tributary::staging {
namespace {

/// Seconds since 1970, as SQLite's date functions take them: the file has no clock
/// (databases/sqlite/checked_pages.hpp).
std::string seconds_now()
{
    using Seconds = std::chrono::duration<double>;
    return std::to_string(Seconds(std::chrono::system_clock::now().time_since_epoch()).count());
}

} // namespace

StepRecord::StepRecord(Staging const &staging, std::string const &name, std::string const &arguments)
    : m_staging(staging), m_id(staging.database().integer("SELECT coalesce(max(id), 0) + 1 FROM step"))
{
    auto const now = seconds_now();
    staging.database()
        .prepare(
            "INSERT INTO step (id, name, arguments, started) VALUES (?1, ?2, ?3, strftime('%Y-%m-%dT%H:%M:%fZ', ?4, 'unixepoch'))")
        .bind(1, m_id)
        .bind(2, std::string_view(name))
        .bind(3, std::string_view(arguments))
        .bind(4, std::string_view(now))
        .run();
}

void StepRecord::finish(std::string const &outcome) const
{
    auto const now = seconds_now();
    m_staging.database()
        .prepare("UPDATE step SET ended = strftime('%Y-%m-%dT%H:%M:%fZ', ?3, 'unixepoch'), outcome = ?2 WHERE id = ?1")
        .bind(1, m_id)
        .bind(2, std::string_view(outcome))
        .bind(3, std::string_view(now))
        .run();
}

void StepRecord::fail(std::string const &why, std::string const &next_step) const noexcept
{
    try {
        auto outcome = std::string(failed_step) + ": " + why + (next_step.empty() ? "" : "; " + next_step);
        outcome.erase(outcome.find_last_not_of('\n') + 1);
        std::replace(outcome.begin(), outcome.end(), '\n', ' ');
        finish(outcome);
    } catch (std::exception const &) { // the error itself is what has to be said
        return;
    }
}

} // namespace tributary::staging
