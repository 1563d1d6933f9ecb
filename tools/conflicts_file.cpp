#include "tools/conflicts_file.hpp"

#include "merge/model/facts.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/steps/steps.hpp"
#include "reports/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace tributary::tools {
namespace {

namespace fs = std::filesystem;

fs::path path_of(Invocation const &invocation)
{
    auto const &said = invocation.options.conflicts;
    return said.empty() ? fs::absolute(invocation.plan.file).parent_path() / (invocation.plan.name + ".conflicts.csv")
                        : fs::path(said);
}

bool is_overrides_file(Invocation const &invocation, fs::path const &path)
{
    auto const &overrides = invocation.plan.overrides;
    std::error_code ignored;
    return overrides && fs::exists(path, ignored) && fs::equivalent(path, *overrides, ignored);
}

model::ConflictFact as_conflict(plan::Answer const &answer)
{
    return {answer.id,
            answer.kind,
            answer.account,
            answer.table,
            answer.row,
            answer.claimants,
            {},
            answer.proposal.value_or("")};
}

/// The rows of the new file: what is undecided, with what the old file says of it.
struct Row {
    model::ConflictFact conflict;
    std::string decision;
    std::string note;
};

std::vector<Row> rows_of(Invocation const &invocation, fs::path const &path)
{
    std::vector<plan::Answer> old;
    if (std::error_code ignored; fs::is_regular_file(path, ignored)) {
        try {
            old = plan::read_overrides(path);
        } catch (model::Error const &) {
            if (is_overrides_file(invocation, path)) {
                throw;
            }
            // it is no conflicts file that anybody has answered: nothing in it is lost but what it said before
        }
    }
    std::vector<Row> rows;
    std::map<std::string, std::size_t> places;
    if (is_overrides_file(invocation, path)) {
        for (auto const &answer : old) {
            places[answer.id] = rows.size();
            rows.push_back({as_conflict(answer), answer.decision_in_words(), answer.note});
        }
    }
    steps::facts(invocation.plan)->conflicts([&](model::ConflictFact const &conflict) {
        auto const known = places.find(conflict.id);
        auto const answer =
            std::find_if(old.begin(), old.end(), [&](auto const &one) { return one.id == conflict.id; });
        Row row{conflict, answer == old.end() ? "" : answer->decision_in_words(),
                answer == old.end() ? "" : answer->note};
        if (known != places.end()) {
            rows[known->second] = std::move(row);
        } else {
            rows.push_back(std::move(row));
        }
    });
    return rows;
}

std::vector<std::pair<char const *, std::string>> fields_of(Row const &row)
{
    auto const &conflict = row.conflict;
    return {{"id", conflict.id},
            {"kind", conflict.kind},
            {"account", conflict.account},
            {"table", conflict.table},
            {"row", conflict.row},
            {"claimants", conflict.claimants},
            {"evidence", conflict.evidence},
            {"proposal", conflict.proposal},
            {"decision", row.decision},
            {"note", row.note}};
}

void write_csv(std::ostream &out, std::vector<Row> const &rows)
{
    std::string line;
    for (auto const &[name, value] : fields_of({})) {
        line += (line.empty() ? "" : ",") + std::string(name);
    }
    out << line << '\n';
    for (auto const &row : rows) {
        line.clear();
        for (auto const &[name, value] : fields_of(row)) {
            line += (line.empty() ? "" : ",") + reports::csv_field(value);
        }
        out << line << '\n';
    }
}

void write_toml(std::ostream &out, std::vector<Row> const &rows)
{
    for (auto const &row : rows) {
        out << "[[answer]]\n";
        for (auto const &[name, value] : fields_of(row)) {
            out << fmt::format("{:<9} = {}\n", name, plan::toml_text(value));
        }
        out << '\n';
    }
}

} // namespace

void write_conflicts_file(Invocation const &invocation)
{
    auto const path = path_of(invocation);
    auto const rows = rows_of(invocation, path);
    auto const beside = fs::path(path.string() + ".new");
    {
        std::ofstream file(beside, std::ios::binary | std::ios::trunc);
        (path.extension() == ".toml" ? write_toml : write_csv)(file, rows);
        file.flush();
        if (!file) {
            throw model::Error(model::Exit::cannot_write, path.string() + ": cannot write the conflicts",
                               "see who may write there, or name another file: --conflicts FILE");
        }
    }
    std::error_code error;
    fs::rename(beside, path, error);
    if (error) {
        throw model::Error(model::Exit::cannot_write, path.string() + ": " + error.message());
    }
    if (!rows.empty()) {
        invocation.job.progress.say("resolve: what is undecided is in " + path.string());
    }
}

} // namespace tributary::tools
