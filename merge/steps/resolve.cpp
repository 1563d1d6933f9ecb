#include "merge/answers/answers.hpp"
#include "merge/computed/check_values.hpp"
#include "merge/computed/compute.hpp"
#include "merge/computed/suspects.hpp"
#include "merge/identity/counted_evidence.hpp"
#include "merge/identity/decide_values.hpp"
#include "merge/identity/local_ids.hpp"
#include "merge/identity/privileges.hpp"
#include "merge/identity/rights_tables.hpp"
#include "merge/identity/secrets.hpp"
#include "merge/identity/sessions.hpp"
#include "merge/identity/stage_users.hpp"
#include "merge/identity/unknown_answers.hpp"
#include "merge/job/guarded.hpp"
#include "merge/job/plan_digest.hpp"
#include "merge/mapping/archives.hpp"
#include "merge/mapping/decide_ids.hpp"
#include "merge/mapping/map_sources.hpp"
#include "merge/mapping/staged_columns.hpp"
#include "merge/model/nearest.hpp"
#include "merge/name_collisions/contest.hpp"
#include "merge/name_collisions/target_folds.hpp"
#include "merge/not_carried/not_carried.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/references/decide.hpp"
#include "merge/references/self.hpp"
#include "merge/schema_diff/exceeded.hpp"
#include "merge/staging/account_decisions.hpp"
#include "merge/staging/books.hpp"
#include "merge/staging/catalogue.hpp"
#include "merge/staging/crosswalk.hpp"
#include "merge/staging/dangling_values.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/moved_references.hpp"
#include "merge/staging/replaced.hpp"
#include "merge/steps/decide_accounts.hpp"
#include "merge/steps/decide_rows.hpp"
#include "merge/steps/steps.hpp"
#include "merge/target/shape.hpp"
#include "merge/trial/ask_about_lost_checks.hpp"
#include "merge/trial/derive.hpp"
#include "merge/trial/generated_values.hpp"
#include "merge/trial/try_checks.hpp"
#include "merge/trial/try_expressions.hpp"
#include "merge/trial/try_rows.hpp"
#include "merge/undeclared/changed_ids.hpp"
#include "merge/undeclared/copied_keys.hpp"
#include "merge/undeclared/measure.hpp"
#include "merge/uniqueness/ask_about_singles.hpp"
#include "merge/uniqueness/keys.hpp"
#include "merge/uniqueness/lost_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tributary::steps {
namespace {

/// Everything that the result depends on (plan, answers, scripts, schemas, rows, the target's shape), and the result.
std::string run_digest(std::string const &plan, std::vector<staging::StagedSource> const &sources,
                       model::Schema const &target, std::string const &decisions)
{
    auto text = plan;
    for (auto const &source : sources) {
        text += source.name + '\0' + staging::to_json(source.schema) + '\0';
        for (auto const &table : source.tables) {
            text += table.label + '\0' + std::to_string(table.rows) + '\0' + table.digest + '\0';
        }
    }
    return staging::sha256(text + staging::to_json(target::without_values(target)) + decisions);
}

/// [table.NAME] must be a table of some source, and the columns it names columns of it.
void check_tables(plan::Plan const &plan, std::vector<staging::StagedSource> const &sources,
                  model::Mapping const &mapping)
{
    std::vector<std::string> labels;
    for (auto const &source : sources) {
        for (auto const &table : source.schema.tables) {
            labels.push_back(table.label);
        }
    }
    for (auto const &table_plan : plan.tables) {
        if (std::find(labels.begin(), labels.end(), table_plan.name) == labels.end()) {
            throw plan::plan_error(plan, table_plan.position, "no source has a table \"" + table_plan.name + "\"",
                                   model::did_you_mean(table_plan.name, labels));
        }
        if ((!table_plan.load || !table_plan.load_of.empty()) &&
            (table_plan.name == plan.users.table || plan::has_keys(plan, table_plan.name))) {
            throw plan::plan_error(plan, table_plan.load_position,
                                   "accounts and their keys are always loaded: `load` cannot be false here",
                                   "`where` says which rows are loaded");
        }
        std::vector<std::string> columns;
        for (auto const &source : sources) {
            if (auto const *const table = model::find_table(source.schema, table_plan.name)) {
                for (auto const &column : table->columns) {
                    columns.push_back(column.name);
                }
            }
        }
        for (auto const &column : table_plan.drop) {
            if (std::find(columns.begin(), columns.end(), column) == columns.end()) {
                throw plan::plan_error(plan, table_plan.drop_position,
                                       "`drop`: no source has a column \"" + table_plan.name + "." + column + "\"",
                                       model::did_you_mean(column, columns));
            }
        }
        auto const *const table = model::find_table(mapping, table_plan.name);
        if (table == nullptr) {
            continue; // not loaded
        }
        if (!table->name_column.empty() && !table_plan.match.empty()) {
            throw plan::plan_error(plan, table_plan.match_position, "accounts are matched by `match` in [users]");
        }
        for (auto const &column : table_plan.match) {
            for (auto const &source : table->sources) {
                if (model::find_filled(source, column) == nullptr) {
                    throw plan::plan_error(plan, table_plan.match_position,
                                           "`match`: source \"" + source.source_name + "\" has no column \"" +
                                               table_plan.name + "." + column + "\"",
                                           model::did_you_mean(column, columns));
                }
            }
        }
    }
}

/// Tables that share another's numbers are not shifted by themselves before the plan says so.
void ask_about_archives(plan::Plan const &plan, staging::Staging const &staging,
                        std::vector<staging::StagedSource> const &sources, answers::Answers &answers)
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
    for (auto const &column : mapping::archives(plan, inputs)) {
        model::ConflictFact conflict;
        conflict.kind = "uncovered";
        conflict.table = column.table;
        conflict.claimants = column.table + "." + column.column;
        conflict.evidence = column.evidence;
        conflict.proposal = column.reference;
        answers.left_to_plan(conflict, "[[reference]] or [[waive]]");
        writer.conflict(std::move(conflict));
    }
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

/// Staged tables of which nothing is loaded.
std::set<std::int64_t> not_loaded(std::vector<staging::StagedSource> const &sources, model::Mapping const &mapping)
{
    std::set<std::int64_t> result;
    for (auto const &source : sources) {
        for (auto const &table : source.tables) {
            result.insert(table.id);
        }
    }
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            result.erase(source.table_id);
        }
    }
    return result;
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
    staging.set_property("names_are_unique", contest.is_over_all() ? "1" : "0");
    if (!reader.depends_on_rows()) {
        auto const privileges = decide_accounts(job, staging, accounts, mapping, contest, answers);
        identity::ValueDecider const values(job, staging, mapping, accounts, privileges);
        accounts = {}; // there may be millions of them
        decide_rows(job, staging, sources, mapping, values, answers);
        return;
    }
    auto const given = answers;
    for (int round = 1;; ++round) {
        staging.database().execute("SAVEPOINT before_decisions");
        auto const privileges = decide_accounts(job, staging, accounts, mapping, contest, answers);
        identity::ValueDecider const values(job, staging, mapping, accounts, privileges);
        decide_rows(job, staging, sources, mapping, values, answers);
        auto decided = reader.read(staging::read_exceptions(staging));
        if (decided.scopes == contest.scopes || round == most_scope_rounds) {
            staging.database().execute("RELEASE before_decisions");
            return;
        }
        staging.database().execute("ROLLBACK TO before_decisions; RELEASE before_decisions");
        contest = std::move(decided);
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

/// What no decision needs, and reports and the target have to say later.
void record_what_changed(plan::Plan const &plan, staging::Staging const &staging, model::Mapping const &mapping,
                         staging::Exceptions const &exceptions)
{
    staging::write_replaced(staging, mapping, exceptions);
    staging::find_dangling_in_target(staging, mapping, exceptions);
    staging::write_moved_references(staging, mapping, exceptions, computed::columns_with_value(plan));
}

/// Before anything is decided.
void refuse_what_the_plan_cannot_say(job::Job const &job, staging::Staging const &staging,
                                     std::vector<staging::StagedSource> const &sources,
                                     target::TargetShape const &shape, model::Mapping const &mapping)
{
    check_tables(job.plan, sources, mapping);
    trial::try_expressions(job.plan, staging, sources, mapping);
    target::refuse_late(job.plan, shape, mapping);
    identity::refuse_local_ids(job, mapping);
    identity::refuse_counted_evidence(job, staging, mapping);
    uniqueness::check_unique_keys(job, mapping);
    computed::check_values(job, mapping);
    references::check_on_self(job.plan, mapping);
    staging::Transaction const undone(staging.database()); // the views of before stay
    computed::check_expressions(job, staging, mapping);
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
    uniqueness::ask_about_lost_keys(job, staging, sources, mapping, answers);
    trial::ask_about_lost_checks(job, staging, sources, mapping, answers);
}

/// In a transaction of its own: it says nothing of what is decided.
void stage_users(job::Job const &job, staging::Staging const &staging)
{
    staging::Transaction transaction(staging.database());
    identity::stage_users(job, staging);
    transaction.commit();
}

} // namespace

std::int64_t resolve(job::Job const &job)
{
    return job::guarded(job.plan, [&] {
        auto const &plan = job.plan;
        auto const staging = staging::Staging::open(plan.staging, plan.name, true);
        staging::StepRecord const step(staging, "resolve", plan.file.string());
        auto const sources = mapping::staged_sources(plan, staging);
        auto const shape = target::shape_of_target(plan, sources);
        auto const &target = shape.schema;
        auto mapping = mapping::map_sources(plan, sources, target);
        refuse_what_the_plan_cannot_say(job, staging, sources, shape, mapping);
        stage_users(job, staging);
        auto accounts = identity::read_accounts(job, staging, sources, model::users_of(mapping).target);
        if (accounts.folding.name != job.rules.foldings.front().name) {
            job.progress.say(fmt::format("resolve: names are compared under the fold \"{}\" ({})",
                                         accounts.folding.name, accounts.folding_reason));
        }
        if (auto const kept = staging.keep_executed_load()) {
            job.progress.say("resolve: the record of the load that was executed is kept in " + kept->string());
        }

        staging::Transaction transaction(staging.database());
        staging::clear_decisions(staging);
        staging.call_tables(sources);
        references::leave_out_by_plan(staging, mapping);
        staging.set_property("target", staging::to_json(target));
        staging.set_property("target_before_rows", staging::to_json(shape.before_rows));
        staging.set_property("target_not_valid", staging::to_json(shape.not_valid));
        mapping::decide_ids(job, staging, sources, target, mapping);
        staging::write_key_columns(staging, mapping);
        auto given = plan.overrides ? plan::read_overrides(*plan.overrides) : std::vector<plan::Answer>{};
        identity::refuse_unknown_answers(plan, given, accounts);
        answers::Answers answers(std::move(given));
        not_carried::ask(plan, staging, answers);
        auto const references = undeclared::find_uncovered(job, staging, sources, target, mapping, answers);
        ask_about_ids(job, staging, sources, mapping, target, references, answers);
        ask_about_archives(plan, staging, sources, answers);
        identity::find_secrets(staging, mapping);
        identity::ask_about_sessions(plan, staging, mapping, answers);
        decide(job, staging, sources, mapping, std::move(accounts), answers);
        staging::add_crosswalk_of_ids(staging, mapping);
        ask_about_what_is_decided(job, staging, sources, mapping, answers);
        staging::write_views(staging, mapping, staging::read_exceptions(staging));
        computed::compute_values(job, staging, mapping);
        computed::ask_about_counters(plan, staging, mapping, answers);
        schema_diff::refuse_what_does_not_fit(plan, staging, sources, target, mapping);
        trial::refuse_other_generated_values(plan, staging, sources, mapping);
        for (auto const &sentence : answers.write(staging)) {
            job.progress.warn("resolve: " + sentence);
        }
        auto const exceptions = staging::read_exceptions(staging);
        record_what_changed(plan, staging, mapping, exceptions);
        staging::write_views(staging, mapping, exceptions);
        trial::try_rows(plan, staging, sources, mapping, trial::derive_tables(plan, staging, mapping, shape));
        if (staging::undecided(staging) == 0) { // else values are still to change
            trial::try_checks(plan, staging, sources, mapping);
        }
        staging::write_books(staging, not_loaded(sources, mapping));
        auto const of_plan = job::plan_digest(plan);
        staging.set_property("plan_digest", of_plan);
        auto const decisions = staging::decisions_digest(staging);
        staging.set_property("decisions_digest", decisions);
        auto const digest = run_digest(of_plan, sources, target, decisions);
        staging.set_property("digest", digest);
        auto const open = staging::undecided(staging);
        step.finish(fmt::format("{} undecided, digest {}", open, digest));
        transaction.commit();
        job.progress.say(fmt::format("resolve: {} undecided, digest {}", open, digest));
        return open;
    });
}

} // namespace tributary::steps
