#include "merge/uniqueness/ask_about_singles.hpp"

#include "merge/staging/decisions.hpp"
#include "merge/staging/flags.hpp"
#include "merge/uniqueness/singles.hpp"

#include <algorithm>

namespace tributary::uniqueness {
namespace {

/// True if accounts that have rows in this table may be one in the target.
bool owners_fold(model::MappedTable const &table, std::string const &owner, staging::Exceptions const &exceptions)
{
    return std::any_of(table.sources.begin(), table.sources.end(), [&](auto const &source) {
        auto const *const column = model::find_filled(source, owner);
        return column != nullptr && std::any_of(column->chain.begin(), column->chain.end(), [&](auto const &key) {
                   return exceptions.keys.contains({source.source, key});
               });
    });
}

} // namespace

void ask_about_singles(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
                       answers::Answers &answers)
{
    auto const exceptions = staging::read_exceptions(staging);
    auto const count = [&](model::MappedTable const &table, model::MappedSource const &source,
                           std::string const &column) {
        FlagCount result;
        result.rows = staging::count_up_to_two(staging, table, source, exceptions);
        if (!column.empty()) {
            auto const rows = [&](staging::Flag flag) {
                return staging::count_flag_up_to_two(staging, table, source, column, flag, exceptions);
            };
            result.others = rows(staging::Flag::other);
            result.set = result.others > 0 ? 0 : rows(staging::Flag::set);
            result.cleared = result.others > 0 ? 0 : rows(staging::Flag::cleared);
            if (result.set == 1) {
                auto const example = [&](staging::Flag flag) {
                    return staging::example_of_flag(staging, table, source, column, flag, exceptions);
                };
                result.set_as = example(staging::Flag::set);
                result.cleared_as = example(staging::Flag::cleared);
            }
        }
        return result;
    };
    auto const per_owner = [&](model::MappedTable const &table, model::MappedSource const &source,
                               std::string const &owner, std::string const &column) {
        auto const found = owners_fold(table, owner, exceptions)
                               ? staging::true_per_owner(staging, table, source, owner, column, exceptions)
                               : staging::TruePerOwner();
        return OwnerCount{found.one_each, found.several};
    };
    staging::DecisionWriter writer(staging);
    for (auto const &single : singles(job.plan, mapping, count, per_owner)) {
        // a table of which it is not known whether it refers to anything comes later
        if ((single.column.empty() && staging::has_conflict(staging, "uncovered", single.table)) ||
            !staging::several_in_target(staging, *single.rows, single.owner, single.column, exceptions)) {
            continue;
        }
        model::ConflictFact question;
        question.kind = "single";
        question.table = single.table;
        question.claimants = single.name() + (single.owner.empty() ? "" : " of each " + single.owner);
        question.evidence = single.evidence;
        question.proposal = single.proposal;
        answers.left_to_plan(question, "the lines that are proposed");
        writer.conflict(std::move(question));
    }
}

} // namespace tributary::uniqueness
