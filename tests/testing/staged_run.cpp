#include "tests/testing/staged_run.hpp"

#include "merge/mapping/decide_ids.hpp"
#include "merge/mapping/map_sources.hpp"
#include "merge/model/expect_found.hpp"
#include "merge/references/decide.hpp"
#include "merge/staging/crosswalk.hpp"
#include "merge/staging/merged.hpp"
#include "merge/steps/steps.hpp"
#include "rules/pattern.hpp"
#include "rules/rules.hpp"
#include "tests/testing/sqlite_file.hpp"

#include <algorithm>
#include <fstream>
#include <span>

namespace tributary::testing {
namespace {

template <typename Rule> std::vector<std::string> names(std::span<Rule const> all)
{
    std::vector<std::string> list;
    std::transform(all.begin(), all.end(), std::back_inserter(list),
                   [](auto const &rule) { return std::string(rule.name); });
    return list;
}

template <typename Rule> Rule const &named(std::span<Rule const> all, std::string const &name)
{
    return model::expect_named(all, name, "rule");
}

std::string source_section(std::string const &name, std::string const &more)
{
    return "[[source]]\nname = \"" + name + "\"\nurl = \"sqlite:" + name + ".db\"\n" + more + "\n";
}

plan::Plan written_plan(std::filesystem::path const &folder, Given const &given)
{
    execute(folder / "prose.db", given.prose);
    execute(folder / "lists.db", given.lists);
    if (!given.target.empty()) {
        execute(folder / "target.db", given.target);
    }
    auto const file = folder / "pico.toml";
    std::ofstream(file, std::ios::binary)
        << "name = \"pico\"\n" + given.head + source_section("prose", given.of_prose) +
               source_section("lists", given.of_lists) + "[target]\nurl = \"sqlite:target.db\"\n" +
               (given.target.empty() ? "create = \"prose\"\n" : "") + given.of_target + "\n[users]\n" + given.users +
               "\n" + given.plan;
    return plan::read_plan(file, all_choices());
}

job::Progress recording(std::vector<std::string> &warnings)
{
    job::Progress progress;
    progress.warn = [&warnings](std::string const &sentence) { warnings.push_back(sentence); };
    return progress;
}

staging::Staging staged(job::Job const &job, StagedRun::After step)
{
    steps::snapshot(job);
    if (step == StagedRun::After::resolve) {
        steps::resolve(job);
    }
    return staging::Staging::open(job.plan.staging, job.plan.name, true);
}

Rows rows_of(staging::Staging const &staging, std::string const &sql)
{
    Rows result;
    auto rows = staging.database().prepare(sql);
    while (rows.step()) {
        Row row;
        for (int column = 0; column < rows.columns(); ++column) {
            row.push_back(rows.optional_text(column));
        }
        result.push_back(std::move(row));
    }
    return result;
}

} // namespace

plan::Choices all_choices()
{
    plan::Choices result{names(rules::match_rules()),
                         {},
                         names(rules::name_policies()),
                         names(rules::key_formats()),
                         names(rules::foldings()),
                         {},
                         names(rules::unique_policies()),
                         {},
                         {}};
    for (auto const &rule : rules::match_rules()) {
        if (rule.compares == model::MatchRule::Compares::column) {
            result.column_rules.emplace_back(rule.name);
        }
    }
    for (auto const &rule : rules::survivorships()) {
        if (rule.way != model::Survivorship::Way::picks_source) {
            result.survivorships.emplace_back(rule.name);
        }
    }
    for (auto const &policy : rules::unique_policies()) {
        using Column = model::UniquePolicy::Column;
        if (policy.column != Column::none && policy.column != Column::uuid) {
            result.column_policies.emplace_back(policy.name);
        }
        if (policy.way == model::UniquePolicy::Way::sets) {
            result.setting_policies.emplace_back(policy.name);
        }
    }
    return result;
}

job::Rules chosen_rules(plan::Plan const &plan)
{
    auto const all = rules::foldings();
    job::Rules chosen{{},
                      named(rules::name_policies(), plan.users.on_collision),
                      {},
                      {all.begin(), all.end()},
                      {rules::survivorships().begin(), rules::survivorships().end()},
                      {rules::unique_policies().begin(), rules::unique_policies().end()},
                      {},
                      {}};
    for (auto const &keys : plan.users.keys) {
        chosen.key_formats.push_back(named(rules::key_formats(), keys.format));
    }
    chosen.finder_of = rules::finder;
    for (auto const &match : plan.users.match) {
        auto const fold = match.fold.empty() ? std::nullopt : std::optional(named(all, match.fold));
        chosen.match.push_back({named(rules::match_rules(), match.rule), fold, match});
    }
    return chosen;
}

StagedRun::StagedRun(Given const &given, After step)
    : plan(written_plan(m_folder.path, given)), rules(chosen_rules(plan)), progress(recording(warnings)),
      staging(staged(job, step)), sources(mapping::staged_sources(plan, staging)),
      shape(target::shape_of_target(plan, sources)), mapping(mapping::map_sources(plan, sources, shape.schema))
{
    mapping::read_offsets(staging, mapping);
}

void StagedRun::decide_ids()
{
    references::leave_out_by_plan(staging, mapping);
    mapping::decide_ids(job, staging, sources, shape.schema, mapping);
    staging::write_key_columns(staging, mapping);
}

model::MappedTable const &StagedRun::table(std::string const &label) const
{
    return model::expect_found(
        mapping, [&](auto const &table) { return table.target.label == label; }, "table", label);
}

model::MappedSource const &StagedRun::source(std::string const &label, std::size_t source_number) const
{
    return table(label).sources.at(source_number);
}

model::MappedColumn const &StagedRun::column(std::string const &label, std::size_t source_number,
                                             std::string const &name) const
{
    return model::expect_named(source(label, source_number).columns, name, "column");
}

Rows StagedRun::query(std::string const &sql) const { return rows_of(staging, sql); }

Rows StagedRun::conflicts(std::string const &kind) const
{
    return query("SELECT \"table\", claimants, evidence FROM conflict WHERE kind = " + model::sql_literal(kind) +
                 " ORDER BY 1, 2");
}

Rows StagedRun::merged(std::string const &label, std::size_t source_number,
                       std::vector<std::string> const &columns) const
{
    return query(
        "SELECT * FROM (" +
        staging::merged_select(table(label), source(label, source_number), columns, staging::read_exceptions(staging)) +
        ") ORDER BY 1");
}

std::string StagedRun::refused(std::function<void()> const &work) const
{
    auto const error = error_of(work);
    std::string sentence = error.what();
    auto const folder = m_folder.path.string() + "/";
    for (auto at = sentence.find(folder); at != std::string::npos; at = sentence.find(folder)) {
        sentence.erase(at, folder.size());
    }
    return std::to_string(static_cast<int>(error.exit)) + " " + sentence;
}

} // namespace tributary::testing
