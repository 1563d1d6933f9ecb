#include "merge/databases/source.hpp"
#include "merge/databases/target.hpp"
#include "merge/identity/local_ids.hpp"
#include "merge/job/addresses.hpp"
#include "merge/mapping/archives.hpp"
#include "merge/mapping/map_sources.hpp"
#include "merge/mapping/mapping.hpp"
#include "merge/mapping/meaningful_ids.hpp"
#include "merge/mapping/numbered.hpp"
#include "merge/mapping/ranges.hpp"
#include "merge/mapping/refusals.hpp"
#include "merge/mapping/renames.hpp"
#include "merge/mapping/users.hpp"
#include "merge/model/expect_found.hpp"
#include "merge/model/words.hpp"
#include "merge/not_carried/not_carried.hpp"
#include "merge/schema_diff/ddl.hpp"
#include "merge/schema_diff/drift.hpp"
#include "merge/schema_diff/exceeded.hpp"
#include "merge/steps/check_limits.hpp"
#include "merge/steps/preflight.hpp"
#include "merge/steps/steps.hpp"
#include "merge/target/contents.hpp"
#include "merge/target/foreign_code.hpp"
#include "merge/target/provenance.hpp"
#include "merge/target/shape.hpp"
#include "merge/trial/live_source.hpp"
#include "merge/trial/same_database.hpp"
#include "merge/undeclared/measure.hpp"
#include "merge/undeclared/sealed.hpp"
#include "merge/undeclared/waived.hpp"
#include "merge/uniqueness/live_flags.hpp"
#include "merge/uniqueness/singles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tributary::steps {
namespace {

using model::CheckFindings;
using model::Exit;
using model::TargetState;
using model::Weight;

/// Looks at everything, and goes on after what it does not find.
class Check {
public:
    explicit Check(job::Job const &job) : m_job(job), m_plan(job.plan) { m_findings.name = job.plan.name; }

    CheckFindings run()
    {
        auto const is_reached = attempt([&] { name_target(); });
        for (auto const &source : m_plan.sources) {
            m_job.progress.say("check: source \"" + source.name + "\"");
            attempt([&] { open_source(source); });
        }
        if (is_reached) {
            attempt([&] { look_at_target(); });
        }
        attempt([&] { trial::refuse_same_database(m_plan, m_reached); });
        // what another source says may cover a column: with one missing there would be false alarms
        auto const complete = m_live.size() == m_plan.sources.size();
        if (m_target_known) {
            attempt([&] { compare(); });
        }
        if (complete) {
            attempt([&] { refuse_unknown_answers(m_job, m_live); });
            attempt([&] { not_carried::mark_waived(m_plan, m_findings.not_carried); });
            attempt([&] { undeclared::check_waived(m_plan, coverage_sources()); });
            attempt([&] { look_for_references(); });
        }
        if (complete && m_target_known) {
            attempt([&] { map_and_find_room(); });
        }
        return std::move(m_findings);
    }

private:
    template <typename Work> bool attempt(Work const &work)
    {
        try {
            work();
            return true;
        } catch (model::Error const &error) {
            m_job.progress.say(std::string("check: ") + error.what()); // before the rows are read, which takes long
            m_findings.problems.push_back({error.exit, error.what(), error.next_step});
            return false;
        }
    }

    void open_source(plan::SourcePlan const &source)
    {
        auto database = databases::open_source(job::source_address(m_plan, source));
        auto const engine = databases::engine_of(job::source_address(m_plan, source));
        model::CheckedDatabase found{source.name,         false, std::string(model::name_of(engine)),
                                     database->version(), 0,     database->missing_rights()};
        found.sessions = database->sessions();
        auto const readable = found.missing.empty();
        m_reached.push_back(trial::reach(m_plan, source, *database));
        m_findings.databases.push_back(std::move(found));
        if (!readable) {
            m_findings.problems.push_back({Exit::undecided,
                                           "source \"" + source.name + "\" was not checked any further",
                                           "grant the missing rights, and run check again"});
            return;
        }
        mapping::refuse_unmovable(m_plan, source.name, database->schema());
        trial::LiveSource live(m_plan, source.name, std::move(database));
        m_findings.databases.back().tables = static_cast<std::int64_t>(live.schema().tables.size());
        mapping::users_table(m_plan, source.name, live.schema());
        auto const left = not_carried::look(m_plan, {source.name, live.database(), live.schema(),
                                                     [&](auto const &table, auto const &columns, auto const &sink) {
                                                         live.read(table, columns, sink);
                                                     }});
        m_findings.not_carried.insert(m_findings.not_carried.end(), left.begin(), left.end());
        auto staged = live.as_staged(static_cast<std::uint32_t>(m_live.size()), mapping::most_rows_alike + 1);
        if (m_plan.target.create == source.name) {
            staged.create = live.database().create_script();
        }
        m_staged.push_back(std::move(staged));
        m_live.push_back(std::move(live));
    }

    // ---- the target --------------------------------------------------------------------------------

    void name_target()
    {
        auto const address = job::target_address(m_plan);
        auto const target = databases::open_target_for_trial(address);
        m_findings.named_target = target::name_and_contents(*target, address);
        m_job.progress.target(m_findings.named_target, job::TargetChange::none);
        m_job.progress.say("check: target " + m_findings.named_target);
        m_findings.databases.push_back(
            {"target", true, std::string(model::name_of(databases::engine_of(address))), target->version(), 0, {}});
    }

    /// Behind the sources, which say what is of interest in it.
    void look_at_target()
    {
        auto const address = job::target_address(m_plan);
        auto const engine = databases::engine_of(address);
        auto const target = databases::open_target_for_trial(address);
        m_reached.push_back(trial::reach_target(m_plan, *target));
        m_target = target->schema();
        auto &found = m_findings.databases.front();
        found.tables = static_cast<std::int64_t>(m_target.tables.size());
        auto const ours = tables_of_sources(m_target);
        found.missing = target->missing_rights(ours);
        if (!found.missing.empty()) {
            m_findings.target = {TargetState::Is::unknown, "this role cannot write to it"};
            m_job.progress.say("check: target: " + m_findings.target.sentence);
            m_target_known = m_plan.target.create.empty() && !ours.empty();
            return;
        }
        m_findings.target = state_of(*target, engine, ours);
        m_target_known = true;
        m_job.progress.say("check: target: " + m_findings.target.sentence);
        if (m_findings.target.is == TargetState::Is::ready) {
            auto const script = target::create_script(m_plan, m_staged);
            if (m_plan.target.create.empty() || !script.before_rows.empty() || !script.after_rows.empty()) {
                m_target_known = attempt([&] {
                    target::make_tables(*target, m_plan, script);
                    target::finish_tables(*target, m_plan, script);
                    m_target = target->schema();
                    if (!m_plan.target.create.empty()) {
                        target::TargetShape shape;
                        shape.foreign_code = target->foreign_code();
                        shape.powers = target->powers();
                        target::say_foreign_code(m_job, shape, "check");
                    }
                });
            } else {
                m_target_known = false; // the source whose schema it gets was not to be had
            }
        }
    }

    /// Those of the target's tables that a load would fill.
    std::vector<model::Table> tables_of_sources(model::Schema const &target) const
    {
        std::vector<model::Table> result;
        std::copy_if(target.tables.begin(), target.tables.end(), std::back_inserter(result), [&](auto const &table) {
            return std::any_of(m_live.begin(), m_live.end(), [&](auto const &live) {
                return model::find_table(live.schema(), table.label) != nullptr;
            });
        });
        return result;
    }

    TargetState state_of(databases::Target &target, model::Engine engine, std::vector<model::Table> const &ours) const
    {
        if (auto const run = target::recorded_run(target, engine)) {
            return {TargetState::Is::loaded,
                    "it holds run \"" + run->name + "\" already; a new load needs an empty target"};
        }
        std::string filled;
        for (auto const &table : ours) {
            if (!m_plan.target.create.empty() ||
                !target.query("SELECT 1 FROM " + model::sql_name(table) + " LIMIT 1").empty()) {
                filled += (filled.empty() ? "" : ", ") + table.label;
            }
        }
        if (filled.empty()) {
            return {TargetState::Is::ready,
                    m_plan.target.create.empty()
                        ? fmt::format("{} empty", model::counted(ours.size(), "of its tables will be filled; it is",
                                                                 "of its tables will be filled; they are"))
                        : "its tables will be created like those of source \"" + m_plan.target.create + "\""};
        }
        return {TargetState::Is::filled, m_plan.target.create.empty()
                                             ? "tables that the load fills are not empty: " + filled
                                             : "the plan says create = \"" + m_plan.target.create +
                                                   "\", but these tables exist already: " + filled};
    }

    // ---- sources against the target ----------------------------------------------------------------

    std::vector<undeclared::CoverageSource> coverage_sources() const
    {
        std::vector<undeclared::CoverageSource> result;
        for (auto const &live : m_live) {
            result.push_back({live.name(), live.schema()});
        }
        return result;
    }

    void compare()
    {
        std::vector<schema_diff::DriftSource> inputs;
        for (auto const &staged : m_staged) {
            schema_diff::DriftSource input{staged.name, staged.schema, {}};
            for (auto const &table : staged.tables) {
                input.rows[table.label] = table.rows;
            }
            inputs.push_back(std::move(input));
        }
        m_findings.drift = schema_diff::drift(m_plan, inputs, m_target);
        for (auto &drift : m_findings.drift) {
            drift.ddl = schema_diff::with_its_place(drift.ddl, !m_plan.target.create.empty());
        }
        settle_limits(
            schema_diff::limits(m_plan, inputs, m_target), [&](auto const &name) -> auto & { return live_of(name); },
            m_findings.drift);
    }

    trial::LiveSource &live_of(std::string const &name)
    {
        return model::expect_found(
            m_live, [&](auto const &live) { return live.name() == name; }, "source", name);
    }

    /// What resolve would say of the plan and the two catalogues, and whether all ids find room.
    void map_and_find_room()
    {
        auto const blocked = std::any_of(m_findings.drift.begin(), m_findings.drift.end(), [](auto const &drift) {
            return drift.weight == Weight::answerable || drift.weight == Weight::impossible;
        });
        model::Mapping mapping;
        try {
            mapping = mapping::map_sources(m_plan, m_staged, m_target);
        } catch (model::Error const &error) {
            if (error.exit != Exit::undecided || !blocked) {
                throw; // drift is listed already
            }
            return;
        }
        identity::refuse_local_ids(m_job, mapping);
        auto const extents = [&](model::MappedSource const &source, std::string const &column) {
            return live_of(source.source_name).extent(source.table->label, column);
        };
        auto const numbered = mapping::numbered_columns(mapping);
        for (auto const &table : mapping) {
            for (auto const &column : table.target.columns) {
                auto const limit = numbered.find({table.target.label, column.name});
                if (limit == numbered.end()) {
                    continue;
                }
                try {
                    mapping::ranges_of(m_plan, m_staged, m_target, table, column, limit->second, extents);
                } catch (model::Error const &error) {
                    if (error.exit != Exit::undecided && error.exit != Exit::data) {
                        throw;
                    }
                    m_findings.ids.push_back(
                        {table.target.label, column.name, error.what(), error.next_step, true, error.exit});
                }
            }
            list_exclusions(table);
        }
        list_ids(mapping, extents);
        list_singles(mapping, numbered);
    }

    /// Flags of owners are left to resolve, which knows whose accounts are one. So is what becomes of rows that may be
    /// left out or fold: of those nothing is certain yet.
    void list_singles(model::Mapping const &mapping, std::map<model::KeyColumn, std::int64_t> const &numbered)
    {
        auto const count = [&](model::MappedTable const &, model::MappedSource const &source,
                               std::string const &column) {
            auto &live = live_of(source.source_name);
            auto const &label = source.table->label;
            auto const set = plan::find_set(m_plan, source.source_name, label, column) != nullptr;
            return uniqueness::count_live(live.database(), live.own(label),
                                          column.empty() || set ? nullptr : live.own(label, column));
        };
        for (auto const &single : uniqueness::singles(m_plan, mapping, count, {})) {
            m_findings.singles.push_back({single.table, single.column, single.evidence, single.proposal,
                                          uniqueness::loads_all_rows(m_plan, *single.rows, numbered)});
        }
    }

    void list_ids(model::Mapping const &mapping, mapping::IdExtents const &extents)
    {
        auto const sequences = mapping::loose_sequences(m_staged, mapping, extents);
        for (auto const &sequence : sequences) {
            if (!sequence.is_known && model::find_sequence(m_target, sequence.label) != nullptr) {
                m_findings.ids.push_back({"", sequence.label, mapping::unknown_in_words(sequence), "", false});
            }
        }
        auto const read = [&](model::MappedSource const &source, auto const &columns, auto const &sink) {
            live_of(source.source_name).read(source.table->label, columns, sink);
        };
        for (auto const &ids : mapping::meaningful_ids(m_plan, mapping, sequences, read)) {
            auto const &all = m_findings.coverage; // what refers has no numbers of its own
            auto const refers = std::any_of(all.begin(), all.end(), [&](auto const &column) {
                return column.likely && column.inside.empty() && column.table == ids.table &&
                       column.column == ids.column;
            });
            if (!refers) {
                m_findings.ids.push_back({ids.table, ids.column, ids.evidence, mapping::keep_or_shift(ids), true});
            }
        }
    }

    void list_exclusions(model::MappedTable const &table)
    {
        for (auto const &exclusion : table.target.exclusions) {
            m_findings.uniqueness.push_back({table.target.label, exclusion.name,
                                             "`resolve` asks the target which rows it rejects: " + exclusion.definition,
                                             "", false});
        }
    }

    void look_for_references()
    {
        auto const sources = coverage_sources();
        auto suspects = undeclared::suspects(m_plan, sources, m_target);
        // conditions of the plan can be evaluated on staged rows only, so that is left to resolve
        std::erase_if(suspects, [](auto const &suspect) { return suspect.partly; });
        auto const tallies = undeclared::measure(
            m_plan, sources, suspects,
            [&](auto source, auto const &table, auto const &columns, auto, auto const &sink) {
                m_live[source].read(table, columns, sink);
            },
            m_job.rules.finder_of);
        m_findings.coverage = undeclared::uncovered(m_plan, sources, suspects, tallies);
        std::erase_if(m_findings.coverage, [](auto const &column) { return column.harmless; });
        m_findings.sealed = undeclared::sealed_columns(sources, suspects, tallies);
        m_findings.needless_waivers = undeclared::needless_waivers(m_plan, sources, m_target);
        auto const idle = undeclared::idle_places(suspects, tallies);
        m_findings.needless_waivers.insert(m_findings.needless_waivers.end(), idle.begin(), idle.end());
        std::vector<mapping::ArchiveSource> inputs;
        for (auto &live : m_live) {
            inputs.push_back({live.name(), live.schema(), [&](auto const &table, auto const &column, auto const &sink) {
                                  live.read(table, {column}, sink);
                              }});
        }
        auto const archives = mapping::archives(m_plan, inputs);
        m_findings.coverage.insert(m_findings.coverage.end(), archives.begin(), archives.end());
    }

    job::Job const &m_job;
    plan::Plan const &m_plan;
    std::vector<trial::Reached> m_reached;
    CheckFindings m_findings;
    std::vector<trial::LiveSource> m_live;
    std::vector<staging::StagedSource> m_staged; ///< as a snapshot would list them
    model::Schema m_target;
    bool m_target_known = false;
};

} // namespace

CheckFindings check(job::Job const &job) { return Check(job).run(); }

} // namespace tributary::steps
