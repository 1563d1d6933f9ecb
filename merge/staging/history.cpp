#include "merge/staging/history.hpp"

namespace tributary::staging {

std::vector<StepTaken> steps_taken(Staging const &staging)
{
    auto rows = staging.database().prepare("SELECT name, started, ended, outcome FROM step ORDER BY id");
    std::vector<StepTaken> steps;
    while (rows.step()) {
        steps.push_back({rows.text(0), rows.text(1), rows.optional_text(2), rows.optional_text(3)});
    }
    return steps;
}

std::vector<SourceRead> sources_read(Staging const &staging)
{
    auto rows = staging.database().prepare(
        "SELECT s.name, (SELECT started FROM step WHERE name = 'snapshot' ORDER BY id DESC LIMIT 1), coalesce(sum(t.rows), 0) "
        "FROM source AS s LEFT JOIN staged_table AS t ON t.source = s.id GROUP BY s.id ORDER BY s.id");
    std::vector<SourceRead> sources;
    while (rows.step()) {
        sources.push_back({rows.text(0), rows.text(1), rows.integer(2)});
    }
    return sources;
}

std::vector<std::string> ids_of_questions(Staging const &staging)
{
    auto rows = staging.database().prepare("SELECT id FROM conflict ORDER BY id");
    std::vector<std::string> ids;
    while (rows.step()) {
        ids.push_back(rows.text(0));
    }
    return ids;
}

} // namespace tributary::staging
