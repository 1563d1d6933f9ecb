#include "merge/databases/target.hpp"
#include "merge/job/addresses.hpp"
#include "merge/job/guarded.hpp"
#include "merge/job/loaded.hpp"
#include "merge/model/words.hpp"
#include "merge/proof/prepared.hpp"
#include "merge/proof/row_differences.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/row_digest.hpp"
#include "merge/steps/steps.hpp"
#include "merge/target/contents.hpp"
#include "merge/target/merged_rows.hpp"
#include "merge/target/provenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <future>

namespace tributary::steps {
namespace {

/// The columns of which every source says what they hold. Where one source leaves a column to its default, only the
/// target knows the value.
std::vector<std::string> comparable_columns(model::MappedTable const &table)
{
    std::vector<std::string> result;
    for (auto const &column : table.target.columns) {
        auto const in_every_source = std::all_of(table.sources.begin(), table.sources.end(), [&](auto const &source) {
            return model::find_filled(source, column.name) != nullptr;
        });
        if (!column.generated && (in_every_source || column.default_expression.empty()) &&
            !(column.identity && !in_every_source)) {
            result.push_back(column.name);
        }
    }
    return result;
}

/// True if the target prints every value as the sources did, so that bytes can be compared.
bool same_types(model::MappedTable const &table, std::vector<staging::StagedSource> const &sources,
                model::Engine engine)
{
    return std::all_of(table.sources.begin(), table.sources.end(), [&](auto const &source) {
        return sources.at(source.source).schema.engine == engine &&
               std::all_of(source.columns.begin(), source.columns.end(), [&](auto const &column) {
                   auto const *const own = model::find_column(*source.table, column.name);
                   auto const &there = *model::find_column(table.target, column.name);
                   auto const padded = column.name == table.name_column && model::is_padded(there);
                   auto const inside = std::any_of(column.declared.begin(), column.declared.end(), [](auto const &one) {
                       return one.holds != model::DeclaredReference::Holds::value; // jsonb sorts its keys
                   });
                   return !column.computed && !inside && !padded && (own == nullptr || own->type == there.type);
               });
    });
}

/// The rows that should be in the target.
void expected_rows(staging::Staging const &staging, proof::Prepared const &prepared, model::MappedTable const &table,
                   std::vector<std::string> const &columns, staging::Exceptions const &exceptions,
                   model::RowSink const &sink)
{
    for (auto const &source : table.sources) {
        target::MergedRows(staging, prepared.sources, prepared.target.engine, table, source, columns, exceptions)
            .each(sink);
    }
}

/// The columns that a SELECT fills, and those that are left to NULL.
std::vector<std::string> comparable_columns(model::Table const &table, staging::DerivedTable const &derived)
{
    std::vector<std::string> result;
    for (auto const &column : table.columns) {
        auto const filled =
            std::find(derived.columns.begin(), derived.columns.end(), column.name) != derived.columns.end();
        if (filled || (column.default_expression.empty() && !column.generated && !column.identity)) {
            result.push_back(column.name);
        }
    }
    return result;
}

/// Lets the target itself say how its column types print the expected values: through a temporary table.
model::Table printed_by_target(databases::Target &target, model::Table const &table,
                               std::vector<std::string> const &columns, proof::RowStream const &expected)
{
    model::Table temporary;
    temporary.engine = table.engine;
    temporary.name = temporary.label = "tributary_expected";
    std::string definition;
    for (auto const &name : columns) {
        temporary.columns.push_back(*model::find_column(table, name));
        definition += (definition.empty() ? "" : ", ") + model::sql_name(name) + " " + temporary.columns.back().type;
    }
    target.execute("DROP TABLE IF EXISTS tributary_expected");
    target.execute("CREATE TEMPORARY TABLE tributary_expected (" + definition + ")");
    auto const writer = target.write(temporary, columns);
    expected([&](model::Row row) { writer->write(row); });
    writer->finish();
    return temporary;
}

staging::RowSetDigest digest_of(proof::RowStream const &rows)
{
    staging::RowSetDigest digest;
    rows([&](model::Row row) { digest.add(row); });
    return digest;
}

/// The staging file, which is the record of the load that the target holds, if it holds one.
staging::Staging open_record(plan::Plan const &plan, std::optional<target::RecordedRun> const &run)
{
    auto const refuse = [&](std::string const &why) {
        throw model::Error(model::Exit::refused,
                           "target: it holds run \"" + run->name + "\", digest " + run->digest + ", and " +
                               plan.staging.string() + why,
                           job::way_to_verify(plan, run->digest));
    };
    if (run && !std::filesystem::exists(plan.staging)) {
        refuse(" does not exist");
    }
    auto staging = staging::Staging::open(plan.staging, plan.name, true);
    if (run && staging.property("digest") != run->digest) {
        refuse(" is not the record of that load");
    }
    return staging;
}

model::Error not_loaded(staging::Staging const &staging)
{
    auto const load = staging::executed_load(staging.database());
    return {model::Exit::refused, "target: it holds no run of tributary",
            (load ? staging.path().string() + " records a load of " + load->begun +
                        ": see that the plan's `url` names the database of that load\n"
                  : std::string()) +
                "`tributary load PLAN --execute` loads it"};
}

} // namespace

Verified verify(job::Job const &job, std::size_t limit)
{
    return job::guarded(job.plan, [&] {
        auto const &plan = job.plan;
        auto const address = job::target_address(plan);
        auto const target = databases::open_target_for_trial(address); // never committed
        auto const shown = target::name_and_contents(*target, address);
        job.progress.target(shown, job::TargetChange::none);
        job.progress.say("verify: target " + shown);
        auto const run = target::recorded_run(*target, databases::engine_of(address));
        auto const staging = open_record(plan, run);
        auto const prepared = proof::prepare(plan, staging);
        auto const exceptions = staging::read_exceptions(staging);
        staging::StepRecord const step(staging, "verify", plan.file.string());
        return step.record([&] {
            if (!run) {
                throw not_loaded(staging);
            }

            Verified verified{target->location().url, 0, 0, {}};
            auto &differences = verified.differences;
            auto const compare = [&](model::Table const &table, std::vector<std::string> const &columns,
                                     proof::RowStream expected, bool printed_alike) {
                if (columns.empty()) {
                    return;
                }
                proof::RowStream const actual = [&](model::RowSink const &sink) { target->read(table, columns, sink); };
                model::Table printed;
                auto when = std::launch::async; // the staging file and the target are read side by side
                if (!printed_alike) {
                    printed = printed_by_target(*target, table, columns, expected);
                    expected = [&](model::RowSink const &sink) { target->read(printed, columns, sink); };
                    when = std::launch::deferred; // both are in the target, on one connection
                }
                auto expectation = std::async(when, digest_of, expected);
                auto const there = digest_of(actual);
                auto const wanted = expectation.get();
                job.progress.rows(table.label, there.rows(), there.rows());
                ++verified.tables;
                verified.rows += there.rows();
                if (!(wanted == there)) {
                    auto found = proof::row_differences(table, columns, expected, actual, limit);
                    differences.insert(differences.end(), found.begin(), found.end());
                }
            };
            for (auto const &table : prepared.mapping) {
                auto const columns = comparable_columns(table);
                compare(
                    table.target, columns,
                    [&](model::RowSink const &sink) {
                        expected_rows(staging, prepared, table, columns, exceptions, sink);
                    },
                    same_types(table, prepared.sources, prepared.target.engine));
            }
            for (auto const &derived : prepared.derived) {
                auto const &table = *model::find_table(prepared.target, derived.label);
                auto const columns = comparable_columns(table, derived);
                compare(
                    table, columns,
                    [&](model::RowSink const &sink) { staging::for_each_derived(staging, derived, columns, sink); },
                    false);
            }
            step.finish(differences.empty()
                            ? "equal"
                            : model::counted(differences.size(), "difference shown", "differences shown"));
            return verified;
        });
    });
}

} // namespace tributary::steps
