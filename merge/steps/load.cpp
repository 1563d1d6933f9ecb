#include "merge/databases/target.hpp"
#include "merge/job/addresses.hpp"
#include "merge/job/guarded.hpp"
#include "merge/model/expect_found.hpp"
#include "merge/model/words.hpp"
#include "merge/proof/prepared.hpp"
#include "merge/proof/proof.hpp"
#include "merge/staging/books.hpp"
#include "merge/staging/merged.hpp"
#include "merge/steps/steps.hpp"
#include "merge/target/merged_rows.hpp"
#include "merge/target/provenance.hpp"
#include "merge/target/shape.hpp"

#include <fmt/format.h>

namespace tributary::steps {
namespace {

std::int64_t copy_rows(job::Job const &job, staging::Staging const &staging, proof::Prepared const &prepared,
                       databases::Target &target, model::MappedTable const &table, model::MappedSource const &source,
                       staging::Exceptions const &exceptions)
{
    auto const columns = staging::loaded_columns(source);
    auto const task = source.source_name + "." + table.target.label;
    target::MergedRows rows(staging, prepared.sources, prepared.target.engine, table, source, columns, exceptions);
    std::int64_t done = 0;
    try {
        auto const writer = target.write(table.target, columns);
        rows.each([&](model::Row row) {
            writer->write(row);
            if (++done % 50000 == 0) {
                job.progress.rows(task, done, source.rows);
            }
        });
        auto const taken = writer->finish();
        job.progress.rows(task, taken, taken);
        return taken;
    } catch (databases::RowRefused const &refused) {
        throw rows.refused(refused.row, refused.what());
    }
}

std::int64_t copy_derived(job::Job const &job, staging::Staging const &staging, proof::Prepared const &prepared,
                          databases::Target &target, staging::DerivedTable const &derived)
{
    try {
        auto const writer = target.write(*model::find_table(prepared.target, derived.label), derived.columns);
        staging::for_each_derived(staging, derived, derived.columns, [&](model::Row row) { writer->write(row); });
        auto const taken = writer->finish();
        job.progress.rows("derived " + derived.label, taken, taken);
        return taken;
    } catch (databases::RowRefused const &refused) {
        throw model::Error(model::Exit::data, "derived table \"" + derived.label + "\", row " +
                                                  std::to_string(refused.row + 1) + ": " + refused.what());
    }
}

/// The target holds the load, whatever becomes of the record.
void record_commit(job::Job const &job, staging::StepRecord const &step)
{
    try {
        step.finish("committed");
    } catch (staging::Failure const &failure) {
        job.progress.say(fmt::format("load: committed, but this could not be recorded in {}: {}",
                                     job.plan.staging.string(), failure.what()));
    }
}

void refuse_another_shape(databases::Target &target, model::Schema const &expected)
{
    if (target::without_values(target.schema()) != target::without_values(expected)) {
        throw model::Error(model::Exit::refused, "target: its tables have changed since resolve; nothing was changed",
                           "run `tributary resolve PLAN` again and look at what it shows");
    }
}

} // namespace

void refuse_loaded_target(plan::Plan const &plan)
{
    auto const address = job::target_address(plan);
    target::refuse_recorded(*databases::open_target_for_trial(address), plan, databases::engine_of(address));
}

std::vector<std::string> describe_load(job::Job const &job)
{
    auto const staging = staging::Staging::open(job.plan.staging, job.plan.name, false);
    auto const prepared = proof::prepare(job.plan, staging);
    std::vector<std::string> lines;
    if (!job.plan.target.create.empty()) {
        lines.push_back(fmt::format("create the tables of source \"{}\"", job.plan.target.create));
    }
    if (job.plan.target.before) {
        lines.push_back("run " + job.plan.target.before->string());
    }
    auto const books = staging::books(staging);
    for (auto const &table : prepared.mapping) {
        for (auto const &source : table.sources) {
            auto const &book = model::expect_found(
                books,
                [&](auto const &entry) { return entry.source == source.source && entry.label == table.target.label; },
                "book", table.target.label);
            lines.push_back(fmt::format("load {} of {}.{}{}{}", model::counted(book.loaded, "row", "rows"),
                                        source.source_name, table.target.label,
                                        book.folded > 0 ? fmt::format(", {} folded", book.folded) : "",
                                        book.left_out > 0 ? fmt::format(", {} left out", book.left_out) : ""));
        }
    }
    for (auto const &derived : prepared.derived) {
        lines.push_back(
            fmt::format("load {} of {}", model::counted(derived.rows, "derived row", "derived rows"), derived.label));
    }
    if (job.plan.target.after) {
        lines.push_back("run " + job.plan.target.after->string());
    }
    lines.emplace_back(
        "build keys and indexes, prove that nothing was lost, write the tributary tables, advance the sequences, COMMIT");
    auto const target = databases::open_target_for_trial(job::target_address(job.plan));
    std::vector<std::string> labels;
    for (auto const &table : prepared.tables()) {
        labels.push_back(table.label);
    }
    target::refuse_filled(*target, job.plan, labels);
    return lines;
}

void load(job::Job const &job)
{
    return job::guarded(job.plan, [&] {
        auto const &plan = job.plan;
        auto const staging = staging::Staging::open(plan.staging, plan.name, true);
        auto const prepared = proof::prepare(plan, staging);
        auto const exceptions = staging::read_exceptions(staging);
        auto const script = target::create_script(plan, prepared.sources);
        staging::StepRecord const step(staging, "load", plan.file.string());

        auto const target = databases::open_target(job::target_address(plan));
        std::vector<std::string> labels;
        auto const tables = prepared.tables();
        for (auto const &table : tables) {
            labels.push_back(table.label);
        }
        target::refuse_filled(*target, plan, labels);
        target::make_tables(*target, plan, script);
        refuse_another_shape(*target, prepared.before_rows); // before the long part; the rest of it is seen at the end
        target->before_rows(tables);
        proof::Loaded loaded;
        for (auto const &table : prepared.mapping) {
            for (auto const &source : table.sources) {
                loaded[{table.target.label, source.source}] =
                    copy_rows(job, staging, prepared, *target, table, source, exceptions);
            }
        }
        for (auto const &derived : prepared.derived) {
            loaded[{derived.label, proof::of_no_source}] = copy_derived(job, staging, prepared, *target, derived);
        }
        job.progress.say("load: keys and indexes");
        target->after_rows();
        target::finish_tables(*target, plan, script);
        refuse_another_shape(*target, prepared.target);
        job.progress.say("load: proof");
        proof::prove(*target, staging, prepared, loaded);
        target::write_provenance(*target, prepared.target.engine, *facts(plan));
        proof::advance_sequences(*target, staging, prepared);
        auto const digest = staging.property("digest").value_or("");
        step.finish("committing"); // if it is killed now, only the target knows
        target->commit();
        record_commit(job, step);
        job.progress.say(fmt::format("load: committed, digest {}", digest));
    });
}

} // namespace tributary::steps
