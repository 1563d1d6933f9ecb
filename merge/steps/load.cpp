#include "merge/audit/write_record.hpp"
#include "merge/databases/target.hpp"
#include "merge/job/addresses.hpp"
#include "merge/job/guarded.hpp"
#include "merge/model/expect_found.hpp"
#include "merge/model/interrupt.hpp"
#include "merge/model/version.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/edit_toml.hpp"
#include "merge/proof/prepared.hpp"
#include "merge/proof/proof.hpp"
#include "merge/staging/books.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/row_digest.hpp"
#include "merge/steps/steps.hpp"
#include "merge/target/contents.hpp"
#include "merge/target/foreign_code.hpp"
#include "merge/target/merged_rows.hpp"
#include "merge/target/shape.hpp"
#include "merge/trial/later_writes.hpp"
#include "merge/trial/same_database.hpp"

#include <fmt/format.h>

#include <chrono>

namespace tributary::steps {
namespace {

/// The rows that the target took, and their digest as they were sent.
audit::LoadedTable copy_rows(job::Job const &job, staging::Staging const &staging, proof::Prepared const &prepared,
                             databases::Target &target, model::MappedTable const &table,
                             model::MappedSource const &source, staging::Exceptions const &exceptions)
{
    auto const columns = staging::loaded_columns(source);
    auto const task = source.source_name + "." + table.target.label;
    target::MergedRows rows(staging, prepared.sources, prepared.target.engine, table, source, columns, exceptions);
    staging::RowSetDigest digest;
    try {
        auto const writer = target.write(table.target, columns);
        rows.each([&](model::Row row) {
            writer->write(row);
            digest.add(row);
            if (digest.rows() % 50000 == 0) {
                job.progress.rows(task, digest.rows(), source.rows);
            }
        });
        auto const taken = writer->finish();
        job.progress.rows(task, taken, taken);
        return {table.target.label, source.source_name, taken, digest.hexadecimal()};
    } catch (databases::RowRefused const &refused) {
        throw rows.refused(refused.row, refused.what());
    }
}

audit::LoadedTable copy_derived(job::Job const &job, staging::Staging const &staging, proof::Prepared const &prepared,
                                databases::Target &target, staging::DerivedTable const &derived)
{
    staging::RowSetDigest digest;
    try {
        auto const writer = target.write(*model::find_table(prepared.target, derived.label), derived.columns);
        staging::for_each_derived(staging, derived, derived.columns, [&](model::Row row) {
            writer->write(row);
            digest.add(row);
        });
        auto const taken = writer->finish();
        job.progress.rows("derived " + derived.label, taken, taken);
        return {derived.label, {}, taken, digest.hexadecimal()};
    } catch (databases::RowRefused const &refused) {
        throw model::Error(model::Exit::data, "derived table \"" + derived.label + "\", row " +
                                                  std::to_string(refused.row + 1) + ": " + refused.what());
    }
}

struct Copied {
    proof::Loaded counts;
    std::vector<audit::LoadedTable> tables;
};

Copied copy_all(job::Job const &job, staging::Staging const &staging, proof::Prepared const &prepared,
                databases::Target &target)
{
    auto const exceptions = staging::read_exceptions(staging);
    Copied copied;
    auto const add = [&](audit::LoadedTable table, std::uint32_t source) {
        copied.counts[{table.table, source}] = table.rows;
        copied.tables.push_back(std::move(table));
    };
    for (auto const &table : prepared.mapping) {
        for (auto const &source : table.sources) {
            add(copy_rows(job, staging, prepared, target, table, source, exceptions), source.source);
        }
    }
    for (auto const &derived : prepared.derived) {
        add(copy_derived(job, staging, prepared, target, derived), proof::of_no_source);
    }
    return copied;
}

/// Where the users are in the target.
audit::UsersTable users_of(plan::Plan const &plan, model::Schema const &target)
{
    auto const &table = *model::find_table(target, plan.users.table);
    auto const *const primary = model::primary_key(table);
    auto const id = !plan.users.id.empty() ? plan.users.id : primary == nullptr ? "" : primary->columns.front();
    return {table.schema, table.name, id, plan.users.name};
}

std::vector<std::string> labels_of(std::vector<model::Table> const &tables)
{
    std::vector<std::string> labels;
    for (auto const &table : tables) {
        labels.push_back(table.label);
    }
    return labels;
}

/// `load: 12,345 rows into 14 tables of postgresql://merge@db1:5432/pico in 12.3 s`
std::string summary_of(proof::Loaded const &loaded, std::size_t tables, std::string const &target,
                       std::chrono::steady_clock::time_point begun)
{
    std::int64_t rows = 0;
    for (auto const &[table, count] : loaded) {
        rows += count;
    }
    std::chrono::duration<double> const seconds = std::chrono::steady_clock::now() - begun;
    return fmt::format("load: {} {} into {} of {} in {:.1f} s", model::grouped(rows),
                       model::plural(rows, "row", "rows"), model::counted(tables, "table", "tables"), target,
                       seconds.count());
}

/// Another program that reads the staging file keeps it from being written, but not the load from being committed: the
/// target knows, and the record is written when the reader has ended (record_commit()).
void record_that_it_commits(job::Job const &job, staging::StepRecord const &step)
{
    try {
        step.finish("committing");
    } catch (staging::Failure const &failure) {
        if (!staging::is_busy(failure)) {
            throw;
        }
        job.progress.warn("load: another program is reading " + job.plan.staging.string() + "; the load goes on");
    }
}

/// A COMMIT that the database refuses has changed nothing, unless the connection is lost in it (3).
void commit(job::Job const &job, databases::Target &target, staging::StepRecord const &step)
{
    auto const shown = target.location().url;
    job.progress.target(shown, job::TargetChange::possible);
    model::enter(model::Stage::committing);
    try {
        target.commit();
    } catch (model::Error const &error) {
        if (error.exit != model::Exit::resumable) {
            model::enter(model::Stage::nothing_changed);
            job.progress.target(shown, job::TargetChange::none);
            step.fail(error.what(), error.next_step);
        }
        throw;
    }
    model::enter(model::Stage::committed);
    job.progress.target(shown, job::TargetChange::loaded);
}

/// The target holds the load, whatever becomes of the record.
void record_commit(job::Job const &job, staging::StepRecord const &step)
{
    try {
        step.finish("committed");
    } catch (staging::Failure const &failure) {
        job.progress.warn(fmt::format("load: committed, but this could not be recorded in {}: {}",
                                      job.plan.staging.string(), failure.what()));
    }
}

/// Before anything is written: what came too late for the snapshot, and whether the target is one of the sources.
void look_at_sources(job::Job const &job, staging::Staging const &staging, databases::Target &target)
{
    auto later = trial::later_writes(job.plan, staging);
    for (auto const &sentence : later.sentences) {
        job.progress.warn("load: " + sentence);
    }
    later.reached.push_back(trial::reach_target(job.plan, target));
    trial::refuse_same_database(job.plan, later.reached);
}

void refuse_another_shape(databases::Target &target, model::Schema const &expected)
{
    if (target::without_values(target.schema()) != target::without_values(expected)) {
        throw model::Error(model::Exit::refused, "target: its tables have changed since resolve; nothing was changed",
                           "run `tributary resolve PLAN` again and look at what it shows");
    }
}

} // namespace

std::string refuse_loaded_target(job::Job const &job, std::string const &command)
{
    auto const address = job::target_address(job.plan);
    auto const target = databases::open_target_for_trial(address);
    auto shown = target::name_and_contents(*target, address);
    job.progress.target(shown, job::TargetChange::none);
    job.progress.say(command + ": target " + shown);
    target::refuse_recorded(*target, job.plan, databases::engine_of(address));
    return shown;
}

LoadDescription describe_load(job::Job const &job)
{
    auto const staging = staging::Staging::open(job.plan.staging, job.plan.name, false);
    auto const prepared = proof::prepare(job.plan, staging);
    std::vector<std::string> lines;
    if (!job.plan.target.create.empty()) {
        lines.push_back(fmt::format("create the tables of source \"{}\"", job.plan.target.create));
    }
    if (job.plan.target.before) {
        lines.push_back("run " + job.plan.target.before->file.string());
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
        lines.push_back("run " + job.plan.target.after->file.string());
    }
    lines.emplace_back(
        "build keys and indexes, prove that nothing was lost, write the tributary tables, advance the sequences, COMMIT");
    auto const address = job::target_address(job.plan);
    auto const target = databases::open_target_for_trial(address);
    auto shown = target::name_and_contents(*target, address);
    job.progress.target(shown, job::TargetChange::none);
    job.progress.say("load: target " + shown);
    look_at_sources(job, staging, *target);
    target::refuse_filled(*target, job.plan, labels_of(prepared.tables()));
    return {std::move(shown), std::move(lines)};
}

namespace {

/// A target in which everything is done but COMMIT.
struct Filled {
    std::unique_ptr<databases::Target> target;
    Copied copied;
};

Filled fill(job::Job const &job, staging::Staging const &staging, proof::Prepared const &prepared,
            model::CreateScript const &script, Trust trust)
{
    auto const &plan = job.plan;
    if (!plan.target.create.empty()) { // seen in a trial of its own: once the rows are there, it may run already
        target::refuse_foreign_code(job, target::shape_of_target(plan, prepared.sources), trust == Trust::source);
    }
    auto const address = job::target_address(plan);
    auto target = databases::open_target(address);
    auto const shown = target::name_and_contents(*target, address);
    job.progress.target(shown, job::TargetChange::none);
    job.progress.warn("load: target " + shown); // also with --quiet
    look_at_sources(job, staging, *target);
    auto const tables = prepared.tables();
    target::refuse_filled(*target, plan, labels_of(tables));
    auto const before = audit::look_before(*target);
    target::make_tables(*target, plan, script);
    refuse_another_shape(*target, prepared.before_rows); // before the long part; the rest of it is seen at the end
    target->before_rows(tables);
    auto copied = copy_all(job, staging, prepared, *target);
    job.progress.say("load: keys and indexes");
    target->after_rows();
    target::finish_tables(*target, plan, script);
    refuse_another_shape(*target, prepared.target);
    job.progress.say("load: proof");
    proof::prove(*target, staging, prepared, copied.counts);
    audit::write_record(
        *target, prepared.target.engine, *facts(plan), before,
        {model::version(), plan::without_urls(plan.text), users_of(plan, prepared.target), copied.tables});
    target->refresh_views(!script.after_rows.empty()); // as late as it can: their queries are whoever's they are
    proof::advance_sequences(*target, staging, prepared);
    return {std::move(target), std::move(copied)};
}

} // namespace

void load(job::Job const &job, Trust trust)
{
    auto const begun = std::chrono::steady_clock::now();
    return job::guarded(job.plan, [&] {
        auto const &plan = job.plan;
        auto const staging = staging::Staging::open(plan.staging, plan.name, true);
        auto const prepared = proof::prepare(plan, staging);
        auto const script = target::create_script(plan, prepared.sources);
        staging::StepRecord const step(staging, "load", plan.file.string());
        auto const filled = step.record([&] {
            auto done = fill(job, staging, prepared, script, trust);
            record_that_it_commits(job, step);
            return done;
        });
        auto const digest = staging.property("digest").value_or("");
        commit(job, *filled.target, step);
        record_commit(job, step);
        job.progress.say(fmt::format("load: committed, digest {}", digest));
        job.progress.say(
            summary_of(filled.copied.counts, prepared.tables().size(), filled.target->location().url, begun));
    });
}

} // namespace tributary::steps
