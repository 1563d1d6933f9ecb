#include "merge/audit/audit.hpp"
#include "merge/audit/record.hpp"
#include "merge/model/digits.hpp"
#include "merge/model/words.hpp"
#include "merge/target/provenance.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <utility>

namespace tributary::audit {
namespace {

class Checker {
public:
    Checker(databases::Target &target, model::Engine engine) : m_target(target), m_engine(engine) {}

    CheckedRecord check()
    {
        check_events();
        check_step();
        return std::move(m_result);
    }

private:
    static std::string columns_of(RecordTable const &table)
    {
        std::string list;
        for (auto const &name : table.column_names()) {
            list += (list.empty() ? "" : ", ") + model::sql_name(name);
        }
        return list;
    }

    /// Nothing, and a complaint, of a table that is gone or has other columns.
    std::optional<databases::Answer> rows_of(RecordTable const &table, std::string const &condition)
    {
        auto rows = m_target.try_query("SELECT " + columns_of(table) + " FROM " + model::sql_name(table.in(m_engine)) +
                                       condition);
        if (!rows) {
            complain(table.name + ": cannot be read as it was written");
        }
        return rows;
    }

    void complain(std::string sentence) { m_result.changed.push_back(std::move(sentence)); }

    void check_events()
    {
        auto const rows = rows_of(event_table(), " ORDER BY number");
        for (auto const &row : rows ? *rows : databases::Answer{}) {
            auto const event = event_of(row);
            if (event.number != m_result.events + 1) {
                complain(fmt::format("event: number {} comes after {}", event.number, m_result.events));
            }
            auto const is_known = what_of(row.at(5).value_or("")).has_value();
            if (!is_known || hash_of(event, m_last_hash) != event.hash) {
                complain(fmt::format("event: number {}, {} {}#{}, was changed", event.number, row.at(5).value_or(""),
                                     event.source, event.old_id));
            }
            m_result.events = event.number;
            m_last_hash = event.hash;
        }
    }

    void check_step()
    {
        auto const known = rows_of(step_table(), " ORDER BY number");
        auto const &steps = known ? *known : databases::Answer{};
        if (steps.empty()) {
            complain("step: the line of the load is missing");
            return;
        }
        auto const &last = steps.back();
        auto const number = last.at(0).value_or("0");
        m_result.digest = last.at(5).value_or("");
        auto const previous = steps.size() > 1 ? steps[steps.size() - 2].at(5).value_or("") : std::string();
        if (auto const wanted = model::whole_number(last.at(4).value_or("0")).value_or(0); wanted != m_result.events) {
            complain(fmt::format("event: step {} ended with number {}, and the last one is {}", number, wanted,
                                 m_result.events));
        }
        std::map<std::string, Contents> recorded;
        auto const contents = rows_of(recorded_table(), " WHERE step = " + model::sql_literal(number));
        for (auto const &row : contents ? *contents : databases::Answer{}) {
            recorded[row.at(1).value_or("")] = {model::whole_number(row.at(2).value_or("0")).value_or(0),
                                                row.at(3).value_or("")};
        }
        std::vector<std::pair<std::string, Contents>> written;
        for (auto const &table : covered_tables()) {
            auto const &was = recorded[table.name];
            written.emplace_back(table.name, was);
            if (!rows_of(table, " LIMIT 0")) {
                continue;
            }
            auto const is = contents_of(m_target, m_engine, table);
            if (is.rows != was.rows) {
                complain(fmt::format("{}: {}, and {} recorded", table.name, model::counted(is.rows, "row", "rows"),
                                     was.rows == 1 ? "1 is" : fmt::format("{} are", was.rows)));
            } else if (is.digest != was.digest) {
                complain(table.name + ": its rows were changed");
            }
        }
        if (m_result.changed.empty() && digest_of_step(previous, m_last_hash, written) != m_result.digest) {
            complain(fmt::format("step: number {} does not fit what it covers", number));
        }
    }

    databases::Target &m_target;
    model::Engine m_engine;
    std::string m_last_hash;
    CheckedRecord m_result;
};

} // namespace

CheckedRecord check_record(databases::Target &target, model::Engine engine) { return Checker(target, engine).check(); }

} // namespace tributary::audit
