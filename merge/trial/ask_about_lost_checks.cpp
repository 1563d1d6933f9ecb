#include "merge/trial/ask_about_lost_checks.hpp"

#include "merge/model/words.hpp"
#include "merge/plan/waivers.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/schema_diff/lost_checks.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/target/foreign_code.hpp"
#include "merge/trial/check_trial.hpp"
#include "merge/trial/scratch_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace tributary::trial {
namespace {

using schema_diff::LostCheck;

/// Rows that do not meet a condition, and one of them.
struct Violations {
    std::int64_t rows = 0;
    std::string example;
};

Violations look(databases::Target &target, staging::Staging const &staging, staging::Exceptions const &exceptions,
                LostCheck const &lost)
{
    auto const &table = *lost.table;
    auto const look = lost.computes ? Look::own : Look::merged;
    auto const scratch = fill_scratch(target, staging, table, lost.columns, exceptions, look);
    auto where = " FROM " + model::sql_name(scratch) + " AS " + model::sql_name(table.target.name) + " WHERE NOT (" +
                 lost.condition + ")";
    if (lost.computes) {
        auto const place = std::find_if(table.sources.begin(), table.sources.end(),
                                        [&](auto const &source) { return source.source_name == lost.source; });
        where += " AND \"tributary.source\" = " + std::to_string(place - table.sources.begin());
    }
    target::refuse_calls(target, "SELECT 1" + where);
    Violations result;
    result.rows = std::stoll(target.query("SELECT count(*)" + where).front().front().value_or("0"));
    if (result.rows > 0) {
        auto const first = target
                               .query("SELECT \"tributary.source\", \"tributary.row\"" + where +
                                      " ORDER BY \"tributary.source\", \"tributary.row\" LIMIT 1")
                               .front();
        result.example = staging::row_in_words(
            staging, table, table.sources.at(static_cast<std::size_t>(std::stoll(*first[0]))), std::stoll(*first[1]));
    }
    return result;
}

std::string evidence_of(LostCheck const &lost, Violations const &found)
{
    auto const rows = model::counted(found.rows, "row", "rows");
    if (lost.computes) {
        return fmt::format(
            "source \"{}\" has column {} {}, which gives another value than the target's expression in {}, "
            "such as {}",
            lost.source, lost.name, lost.definition, rows, found.example);
    }
    return fmt::format(
        "source \"{}\" has the constraint {} ({}), which the target lacks, and {} would violate it, such "
        "as {}",
        lost.source, lost.name, lost.definition, rows, found.example);
}

/// TOML: what only the operator can write is a comment.
std::string proposal_of(LostCheck const &lost)
{
    auto const waiver = "[[waive]]\nkey = " + plan::toml_text(lost.name) + "\nreason = \"…\"";
    if (lost.computes) {
        return "# make the target's column as the source has it, in `before`; or, if it may differ:\n" + waiver;
    }
    auto const ddl = lost.ddl.empty()
                         ? std::string()
                         : "# the target can have it then, in `before`: " + plan::on_one_line(lost.ddl) + "\n";
    return "# change these rows by `set`, leave them out by `where`, or fix them in the source\n" + ddl +
           "# or, if they may stay:\n" + waiver;
}

} // namespace

void ask_about_lost_checks(job::Job const &job, staging::Staging const &staging,
                           std::span<staging::StagedSource const> sources, model::Mapping const &mapping,
                           answers::Answers &answers)
{
    if (job.plan.target.create.empty()) {
        return; // the operator made the target's conditions
    }
    auto const exceptions = staging::read_exceptions(staging);
    CheckTrial trial(job.plan, sources);
    for (auto const &lost : schema_diff::lost_checks(mapping)) {
        if (plan::waives_key(job.plan, lost.name)) {
            continue;
        }
        Violations found;
        auto const error = trial.attempt([&](auto &target) { found = look(target, staging, exceptions, lost); });
        if (error) {
            job.progress.warn(
                fmt::format("resolve: whether rows meet the constraint \"{}\" of source \"{}\", which the "
                            "target lacks, cannot be checked: {}",
                            lost.name, lost.source, error->what()));
            continue;
        }
        if (found.rows == 0) {
            continue;
        }
        model::ConflictFact question;
        question.kind = "lost_check";
        question.table = lost.table->target.label;
        question.claimants = lost.name;
        question.evidence = evidence_of(lost, found);
        question.proposal = proposal_of(lost);
        answers.left_to_plan(question, "[[waive]], `set` or `where`, or in the target");
        staging::DecisionWriter(staging).conflict(std::move(question));
    }
}

} // namespace tributary::trial
