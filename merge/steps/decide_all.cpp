#include "merge/steps/decide_all.hpp"

#include "merge/answers/answers.hpp"
#include "merge/computed/compute.hpp"
#include "merge/computed/suspects.hpp"
#include "merge/identity/credentials.hpp"
#include "merge/identity/decide_values.hpp"
#include "merge/identity/privileges.hpp"
#include "merge/identity/rights_tables.hpp"
#include "merge/identity/secrets.hpp"
#include "merge/identity/sessions.hpp"
#include "merge/identity/stage_users.hpp"
#include "merge/mapping/archives.hpp"
#include "merge/mapping/decide_ids.hpp"
#include "merge/mapping/map_sources.hpp"
#include "merge/mapping/staged_columns.hpp"
#include "merge/name_collisions/contest.hpp"
#include "merge/name_collisions/target_folds.hpp"
#include "merge/not_carried/not_carried.hpp"
#include "merge/references/decide.hpp"
#include "merge/staging/account_decisions.hpp"
#include "merge/staging/crosswalk.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/not_shown.hpp"
#include "merge/steps/ask_about_times.hpp"
#include "merge/steps/decide_accounts.hpp"
#include "merge/steps/decide_rows.hpp"
#include "merge/trial/ask_about_lost_checks.hpp"
#include "merge/trial/refused_values.hpp"
#include "merge/undeclared/changed_ids.hpp"
#include "merge/undeclared/copied_keys.hpp"
#include "merge/undeclared/measure.hpp"
#include "merge/uniqueness/ask_about_nulls.hpp"
#include "merge/uniqueness/ask_about_singles.hpp"
#include "merge/uniqueness/lost_keys.hpp"

#include <algorithm>

namespace tributary::steps {
namespace {

/// Tables that share another's numbers are not shifted by themselves before the plan says so. Returns their columns.
std::set<model::KeyColumn> ask_about_archives(plan::Plan const &plan, staging::Staging const &staging,
                                              std::vector<staging::StagedSource> const &sources,
                                              answers::Answers &answers)
{
    std::vector<mapping::ArchiveSource> inputs;
    for (auto const &source : sources) {
        inputs.push_back({source.name, source.schema,
                          [&](std::string const &label, std::string const &column, model::RowSink const &sink) {
                              auto const &table = *model::find_table(source.schema, label);
                              auto rows = staging.database().prepare(
                                  "SELECT " + model::sql_name(mapping::staged_column(source, table, column)) +
                                  " FROM " + model::sql_name(mapping::staged_table(source, label).staged));
                              while (rows.step()) {
                                  auto const cell = rows.cell(0);
                                  sink(std::span(&cell, 1));
                              }
                          }});
    }
    staging::DecisionWriter writer(staging);
    std::set<model::KeyColumn> found;
    for (auto const &column : mapping::archives(plan, inputs)) {
        found.insert({column.table, column.column});
        model::ConflictFact conflict;
        conflict.kind = "uncovered";
        conflict.table = column.table;
        conflict.claimants = column.table + "." + column.column;
        conflict.evidence = column.evidence;
        conflict.proposal = column.reference;
        answers.left_to_plan(conflict, "[[reference]] or [[waive]]");
        writer.conflict(std::move(conflict));
    }
    return found;
}

/// Numbers that seem to mean something are not shifted before the plan says so, unless they seem to be those of other
/// rows; and sequences are named of which it is not known what they number.
void ask_about_ids(job::Job const &job, staging::Staging const &staging,
                   std::vector<staging::StagedSource> const &sources, model::Mapping const &mapping,
                   model::Schema const &target, std::set<model::KeyColumn> const &references, answers::Answers &answers)
{
    auto const sequences = mapping::loose_sequences(sources, mapping, [&](auto const &source, auto const &column) {
        return mapping::staged_extent(staging, source, column);
    });
    for (auto const &sequence : sequences) {
        if (!sequence.is_known && model::find_sequence(target, sequence.label) != nullptr) {
            job.progress.warn("resolve: " + mapping::unknown_in_words(sequence));
        }
    }
    staging::DecisionWriter writer(staging);
    for (auto const &ids : mapping::staged_meaningful_ids(job.plan, staging, sequences, mapping)) {
        if (references.contains({ids.table, ids.column})) {
            continue;
        }
        model::ConflictFact conflict;
        conflict.kind = "ids";
        conflict.table = ids.table;
        conflict.claimants = ids.table + "." + ids.column;
        conflict.evidence = ids.evidence;
        conflict.proposal = mapping::keep_or_shift(ids);
        answers.left_to_plan(conflict, "`keep` in [[id]]");
        writer.conflict(std::move(conflict));
    }
}

/// Which names contest each other may depend on how rows of other tables fold (two tenants that are one have one list
/// of names), and that on the accounts: in rounds, until nothing changes.
void decide_accounts_and_rows(job::Job const &job, staging::Staging const &staging,
                              std::vector<staging::StagedSource> const &sources, model::Mapping const &mapping,
                              identity::Accounts accounts, answers::Answers &answers)
{
    constexpr int most_scope_rounds = 3; // a tenant that then still folds leaves accounts that share a key: a question
    name_collisions::ContestReader reader(job, staging, sources, mapping, accounts);
    auto contest = reader.read({});
    staging.set_property("names_are_unique", !contest.is_over_all() ? "0" : contest.has_key() ? "1" : "plan");
    if (!reader.depends_on_rows()) {
        auto const privileges = decide_accounts(job, staging, accounts, mapping, contest, answers);
        identity::ValueDecider const values(job, staging, mapping, accounts, privileges);
        accounts = {}; // there may be millions of them
        decide_rows(job, staging, sources, mapping, values, answers);
        return;
    }
    auto const given = answers;
    for (int round = 1;; ++round) {
        {
            staging::Savepoint decisions(staging.database());
            auto const privileges = decide_accounts(job, staging, accounts, mapping, contest, answers);
            identity::ValueDecider const values(job, staging, mapping, accounts, privileges);
            decide_rows(job, staging, sources, mapping, values, answers);
            auto decided = reader.read(staging::read_exceptions(staging));
            if (decided.scopes == contest.scopes || round == most_scope_rounds) {
                decisions.keep();
                return;
            }
            contest = std::move(decided);
        }
        answers = given;
        accounts.names = identity::fold_names(accounts.list(), accounts.folding); // without those handed out
        accounts.compared.clear();
        accounts.names_of_entry.clear();
        name_collisions::join_names_equal_in_target(job, staging, sources, mapping, accounts);
    }
}

void decide(job::Job const &job, staging::Staging const &staging, std::vector<staging::StagedSource> const &sources,
            model::Mapping const &mapping, identity::Accounts accounts, answers::Answers &answers)
{
    name_collisions::join_names_equal_in_target(job, staging, sources, mapping, accounts);
    // what users refer to is decided first, and what rights are rows of, so that references to one role are
    // equal when accounts are compared
    auto const compared = identity::privilege_columns(job, mapping);
    decide_lookups(job, staging, sources, mapping, identity::ValueDecider(job, staging, mapping, accounts, {}), answers,
                   {compared.begin(), compared.end()}, identity::lookups_of_rights(job.plan, mapping));
    decide_accounts_and_rows(job, staging, sources, mapping, std::move(accounts), answers);
    std::vector<std::string> tables;
    for (auto const &keys : job.plan.users.keys) {
        tables.push_back(keys.table);
    }
    staging::write_lost_keys(staging, tables);
}

/// What only the decided rows show: which ids have changed, what there are two of now, and what would break keys and
/// checks that the target lacks.
void ask_about_what_is_decided(job::Job const &job, staging::Staging const &staging,
                               std::vector<staging::StagedSource> const &sources, model::Mapping const &mapping,
                               answers::Answers &answers)
{
    undeclared::ask_about_changed_ids(job, staging, sources, mapping, answers);
    undeclared::ask_about_copied_keys(job.plan, staging, mapping, answers);
    uniqueness::ask_about_singles(job, staging, mapping, answers);
    uniqueness::ask_about_nulls(job, staging, mapping, answers);
    ask_about_times(job.plan, staging, mapping, answers);
    uniqueness::ask_about_lost_keys(job, staging, sources, mapping, answers);
    trial::ask_about_lost_checks(job, staging, sources, mapping, answers);
}

/// Columns of secrets; public keys are public.
staging::NotShown not_shown(plan::Plan const &plan, model::Mapping const &mapping)
{
    auto columns = identity::columns_of_secrets(mapping);
    for (auto const &keys : plan.users.keys) {
        if (keys.format == "ssh") {
            columns.erase({keys.table, keys.column});
        }
    }
    return columns;
}

/// True if all is to be decided again, as rows are left out, or have other values, that the target would not take.
bool decide_once(job::Job const &job, staging::Staging const &staging,
                 std::vector<staging::StagedSource> const &sources, model::Schema const &target,
                 model::Mapping &mapping, identity::Accounts accounts, answers::Answers &answers,
                 trial::RefusedValues &refused)
{
    auto const &plan = job.plan;
    staging::clear_decisions(staging);
    staging.call_tables(sources);
    references::leave_out_by_plan(staging, mapping);
    mapping::decide_ids(job, staging, sources, target, mapping);
    staging::write_key_columns(staging, mapping);
    refused.apply(mapping, answers);
    not_carried::ask(plan, staging, answers);
    auto references = undeclared::find_uncovered(job, staging, sources, target, mapping, answers);
    references.merge(ask_about_archives(plan, staging, sources, answers));
    ask_about_ids(job, staging, sources, mapping, target, references, answers);
    identity::find_secrets(staging, mapping);
    staging::write_not_shown(staging, not_shown(plan, mapping));
    identity::ask_about_sessions(plan, staging, mapping, answers);
    decide(job, staging, sources, mapping, std::move(accounts), answers);
    staging::add_crosswalk_of_ids(staging, mapping);
    ask_about_what_is_decided(job, staging, sources, mapping, answers);
    staging::write_views(staging, mapping, staging::read_exceptions(staging));
    computed::compute_values(job, staging, mapping);
    computed::ask_about_counters(plan, staging, mapping, answers);
    return refused.ask(sources, target, mapping, answers);
}

} // namespace

void decide_all(job::Job const &job, staging::Staging const &staging, std::vector<staging::StagedSource> const &sources,
                model::Schema const &target, model::Mapping &mapping, identity::Accounts accounts,
                answers::Answers &answers)
{
    auto const given = answers;
    auto const as_read = mapping;
    trial::RefusedValues refused(job, staging);
    while (decide_once(job, staging, sources, target, mapping, std::move(accounts), answers, refused)) {
        answers = given;
        mapping = as_read; // without the ids of the round before
        accounts = identity::read_accounts(job, staging, sources, model::users_of(mapping).target);
    }
}

model::Mapping decide_all(job::Job const &job, staging::Staging const &staging,
                          std::vector<staging::StagedSource> const &sources, model::Schema const &target,
                          answers::Answers &answers)
{
    auto mapping = mapping::map_sources(job.plan, sources, target);
    identity::stage_users(job, staging);
    auto accounts = identity::read_accounts(job, staging, sources, model::users_of(mapping).target);
    decide_all(job, staging, sources, target, mapping, std::move(accounts), answers);
    return mapping;
}

} // namespace tributary::steps
