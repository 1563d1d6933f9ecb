#include "merge/audit/audit.hpp"
#include "merge/audit/audited.hpp"
#include "merge/audit/queries.hpp"
#include "merge/audit/record.hpp"
#include "merge/audit/tables.hpp"
#include "merge/model/digits.hpp"
#include "merge/model/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace tributary::audit {
namespace {

/// What is said of one table is not said without end.
constexpr std::size_t lines_of_a_table = 100;

using Texts = std::vector<std::optional<std::string>>;

std::string text_at(Texts const &row, std::size_t at) { return row.at(at).value_or(""); }

class Checker {
public:
    Checker(databases::Target &target, model::Engine engine)
        : m_target(target), m_engine(engine), m_tables(target, engine), m_queries(engine, {})
    {
        require_record(m_tables);
    }

    CheckedRecord check()
    {
        auto const steps = read_steps();
        check_events(steps);
        auto const recorded = read_recorded(steps);
        check_chain(steps, recorded);
        for (auto const &table : covered_tables()) {
            check_table(table, steps.empty() ? std::map<std::string, Contents>() : recorded.at(steps.size() - 1));
        }
        for (auto const &[table, more] : m_more) {
            m_result.changed.push_back(fmt::format("{}: {} more", table, model::counted(more, "change", "changes")));
        }
        return std::move(m_result);
    }

private:
    struct StepLine {
        Step step;
        std::string digest;
        std::int64_t last_event = 0;
    };

    void complain(std::string const &table, std::string const &what)
    {
        if (++m_complaints[table] <= lines_of_a_table) {
            m_result.changed.push_back(table + ": " + what);
        } else {
            ++m_more[table];
        }
    }

    /// False, and a complaint, of what is not the table that a load made: it is not read.
    bool can_be_read(RecordTable const &table)
    {
        auto const fault = m_tables.fault_of(table);
        if (!fault.empty()) {
            complain(table.name, fault);
        }
        return fault.empty();
    }

    /// All rows, every value as text. Of tables with a line for each step.
    std::vector<Texts> rows_of(RecordTable const &table)
    {
        if (!can_be_read(table)) {
            return {};
        }
        std::string columns;
        for (auto const &name : table.column_names()) {
            columns += (columns.empty() ? "" : ", ") + model::sql_name(name);
        }
        return m_target.query("SELECT " + columns + " FROM " + model::sql_name(table.in(m_engine)) + " ORDER BY 1, 2");
    }

    std::vector<StepLine> read_steps()
    {
        std::vector<StepLine> steps;
        for (auto const &row : rows_of(step_table())) {
            steps.push_back({{text_at(row, 0), text_at(row, 1), text_at(row, 2), text_at(row, 3), text_at(row, 4)},
                             text_at(row, 5),
                             model::whole_number(text_at(row, 4)).value_or(-1)});
        }
        if (steps.empty() && m_tables.fault_of(step_table()).empty()) {
            complain("step", "the line of the load is missing");
        }
        m_result.digest = steps.empty() ? "" : steps.back().digest;
        return steps;
    }

    void check_events(std::vector<StepLine> const &steps)
    {
        m_hashes[0] = "";
        if (!can_be_read(event_table())) {
            return;
        }
        Texts row(Queries::columns_of_events(false));
        std::string previous;
        std::int64_t last = 0;
        m_target.read_query(m_queries.events(false), row.size(), [&](model::Row cells) {
            read_texts(cells, row);
            auto const event = event_of(row);
            if (event.number != last + 1) {
                complain("event", fmt::format("number {} comes after {}", event.number, last));
            }
            auto const is_known = what_of(text_at(row, 5)).has_value();
            if (!is_known || hash_of(event, previous) != event.hash) {
                complain("event", fmt::format("number {}, {} {}#{}, was changed", event.number, text_at(row, 5),
                                              event.source, event.old_id));
            }
            previous = event.hash;
            last = event.number;
            ++m_result.events;
            auto const ends_a_step = std::any_of(steps.begin(), steps.end(),
                                                 [&](auto const &step) { return step.last_event == event.number; });
            if (ends_a_step) {
                m_hashes[event.number] = event.hash;
            }
        });
        if (!steps.empty() && steps.back().last_event != last) {
            complain("event", fmt::format("step {} ended with number {}, and the last one is {}",
                                          steps.back().step.number, steps.back().step.last_event, last));
        }
    }

    /// By step, what each table held.
    std::vector<std::map<std::string, Contents>> read_recorded(std::vector<StepLine> const &steps)
    {
        std::vector<std::map<std::string, Contents>> recorded(steps.size());
        auto const rows = rows_of(recorded_table());
        if (steps.empty()) {
            return recorded; // it is said that they are missing
        }
        for (auto const &row : rows) {
            auto const step = std::find_if(steps.begin(), steps.end(),
                                           [&](auto const &one) { return one.step.number == text_at(row, 0); });
            auto const tables = covered_tables();
            auto const is_covered = std::any_of(tables.begin(), tables.end(),
                                                [&](auto const &table) { return table.name == text_at(row, 1); });
            Contents const contents{model::whole_number(text_at(row, 2)).value_or(-1), text_at(row, 3)};
            if (!is_covered || step == steps.end() ||
                !recorded[static_cast<std::size_t>(step - steps.begin())].emplace(text_at(row, 1), contents).second) {
                complain("recorded_table",
                         fmt::format("the line of step {} and \"{}\" was added", text_at(row, 0), text_at(row, 1)));
            }
        }
        return recorded;
    }

    void check_chain(std::vector<StepLine> const &steps, std::vector<std::map<std::string, Contents>> const &recorded)
    {
        std::string previous;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            auto const &[step, digest, last_event] = steps[i];
            if (step.number != std::to_string(i + 1)) {
                complain("step", fmt::format("number {} comes after {}", step.number, i));
            }
            std::vector<std::pair<std::string, Contents>> written;
            for (auto const &table : covered_tables()) {
                auto const line = recorded[i].find(table.name);
                written.emplace_back(table.name, line == recorded[i].end() ? Contents{} : line->second);
                if (line == recorded[i].end() && m_tables.fault_of(recorded_table()).empty()) {
                    complain("recorded_table",
                             fmt::format("the line of step {} and \"{}\" is missing", step.number, table.name));
                }
            }
            auto const hash = m_hashes.find(last_event);
            if (hash != m_hashes.end() && digest_of_step(previous, step, hash->second, written) != digest) {
                complain("step", fmt::format("number {} does not fit what it covers", step.number));
            }
            previous = digest;
        }
    }

    void check_table(RecordTable const &table, std::map<std::string, Contents> const &recorded)
    {
        auto const was = recorded.find(table.name);
        if (!can_be_read(table) || was == recorded.end()) {
            return;
        }
        auto const is = contents_of(m_target, m_engine, table);
        if (is.rows == was->second.rows && is.digest == was->second.digest) {
            return;
        }
        if (is.rows != was->second.rows) {
            complain(table.name, fmt::format("{}, and {} recorded", model::counted(is.rows, "row", "rows"),
                                             model::counted(was->second.rows, "is", "are")));
        } else {
            complain(table.name, "its rows were changed");
        }
        if (table.name == "renamed_account") {
            name_lines(table.name, "renamed", m_queries.renamed_unlike_events());
        } else if (table.name == "merged_account") {
            name_lines(table.name, "merged", m_queries.merged_unlike_events());
        }
    }

    /// Which lines do not say what their events say.
    void name_lines(std::string const &table, std::string const &event, std::string const &unlike)
    {
        if (!m_tables.fault_of(event_table()).empty()) {
            return;
        }
        Texts row(3);
        m_target.read_query(unlike, row.size(), [&](model::Row cells) {
            read_texts(cells, row);
            auto const account = text_at(row, 0) + "#" + text_at(row, 1);
            complain(table, row.at(2) ? fmt::format("the line of {} is not as event {} has it", account, *row.at(2))
                                      : fmt::format("the line of {} was added", account));
        });
        m_target.read_query(m_queries.events_without_line(event, table), 2, [&](model::Row cells) {
            read_texts(cells, row);
            complain(table, fmt::format("the line of {}#{} is missing", text_at(row, 0), text_at(row, 1)));
        });
    }

    databases::Target &m_target;
    model::Engine m_engine;
    RecordTables m_tables;
    Queries m_queries;
    std::map<std::int64_t, std::string> m_hashes; ///< of the events with which steps ended
    std::map<std::string, std::size_t> m_complaints;
    std::map<std::string, std::size_t> m_more; ///< not in the result
    CheckedRecord m_result;
};

} // namespace

CheckedRecord check_record(databases::Target &target, model::Engine engine) { return Checker(target, engine).check(); }

} // namespace tributary::audit
