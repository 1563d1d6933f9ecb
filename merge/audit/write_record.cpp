#include "merge/audit/write_record.hpp"

#include "merge/audit/dialect.hpp"
#include "merge/audit/event.hpp"
#include "merge/audit/record.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <utility>

namespace tributary::audit {
namespace {

/// Makes a table of the record and fills it with rows of text and numbers.
class Writer {
public:
    Writer(databases::Target &target, model::Engine engine, RecordTable const &table)
    {
        std::string definition;
        for (auto const &column : table.columns) {
            definition += model::sql_name(column.name) + " " + sql_type(engine, column.type) + ", ";
        }
        auto const made = table.in(engine);
        target.execute("CREATE TABLE " + model::sql_name(made) + " (" + definition + "PRIMARY KEY (" + table.key +
                       "))");
        m_writer = target.write(made, table.column_names());
    }

    template <typename... Values> void row(Values const &...values)
    {
        std::array<model::Cell, sizeof...(Values)> const cells{cell(values)...};
        m_writer->write(cells);
    }

    void finish() { m_writer->finish(); }

private:
    static model::Cell cell(std::string const &text) { return model::Cell::of(std::string_view(text)); }
    static model::Cell cell(std::int64_t number) { return model::Cell::of(number); }
    static model::Cell cell(std::optional<std::string> const &text) { return text ? cell(*text) : model::Cell{}; }
    static model::Cell cell(std::optional<std::int64_t> number) { return number ? cell(*number) : model::Cell{}; }

    std::unique_ptr<databases::RowWriter> m_writer;
};

class Recorder {
public:
    Recorder(databases::Target &target, model::Engine engine, model::Facts const &facts)
        : m_target(target), m_engine(engine), m_facts(facts), m_time(time_of(target, engine))
    {
    }

    void write(Before const &before, LoadRecord const &load)
    {
        auto const made = objects_since(before); // before the record's own
        make_schema(m_target, m_engine);
        write_run(load);
        write_ids();
        write_accounts();
        write_undo(before, made, load);
        write_events();
        write_step(load);
    }

private:
    Writer writer(std::string const &name) { return {m_target, m_engine, covered_table(name)}; }

    std::vector<databases::Object> objects_since(Before const &before)
    {
        auto there = m_target.objects();
        auto old = before.objects;
        std::sort(there.begin(), there.end());
        std::sort(old.begin(), old.end());
        std::vector<databases::Object> made;
        std::set_difference(there.begin(), there.end(), old.begin(), old.end(), std::back_inserter(made));
        return made;
    }

    void write_run(LoadRecord const &load)
    {
        auto run = writer("run");
        run.row(m_facts.summary.name, m_facts.summary.digest, m_time, load.version, load.users.schema, load.users.table,
                load.users.id_column, load.users.name_column, load.plan);
        run.finish();
    }

    void write_ids()
    {
        auto ranges = writer("id_range");
        m_facts.ids([&](model::RangeFact const &range) {
            ranges.row(range.source, range.table, range.column, range.offset, range.first, range.last, range.headroom);
        });
        ranges.finish();
        auto crosswalk = writer("crosswalk");
        m_facts.crosswalk([&](model::CrosswalkFact const &entry) {
            crosswalk.row(entry.source, entry.table, entry.column, entry.old_id, entry.new_id);
        });
        crosswalk.finish();
    }

    void write_accounts()
    {
        auto renamed = writer("renamed_account");
        m_facts.renames([&](model::RenameFact const &account) {
            renamed.row(account.source, account.old_id, account.new_id, account.old_name, account.new_name,
                        account.rule, account.reason);
        });
        renamed.finish();
        auto merged = writer("merged_account");
        m_facts.merges([&](model::MergeFact const &account) {
            merged.row(account.source, account.old_id, account.new_id, account.survivor_source, account.survivor_old_id,
                       account.rule,
                       account.evidence +
                           (account.name_given_up ? "; gave up the name " + *account.name_given_up : ""));
        });
        merged.finish();
    }

    void write_undo(Before const &before, std::vector<databases::Object> const &made, LoadRecord const &load)
    {
        auto tables = writer("loaded_table");
        for (auto const &table : load.tables) {
            tables.row(table.table, table.source, table.rows, table.digest);
        }
        tables.finish();
        auto objects = writer("made_object");
        for (auto const &object : made) {
            objects.row(object.kind, object.name);
        }
        objects.finish();
        auto sequences = writer("sequence_before");
        for (auto const &sequence : before.sequences) {
            sequences.row(model::sql_name(sequence), sequence.called ? std::optional(sequence.last) : std::nullopt);
        }
        sequences.finish();
    }

    void write_events()
    {
        Writer events(m_target, m_engine, event_table());
        auto const add = [&](Event event) {
            event.number = ++m_events;
            event.at = m_time;
            event.hash = m_last_hash = hash_of(event, m_last_hash);
            events.row(event.number, event.at, event.source, event.old_id, event.new_id,
                       std::string(name_of(event.what)), event.old_name, event.new_name, event.rule, event.reason,
                       event.evidence, event.survivor, event.hash);
        };
        m_facts.renames([&](model::RenameFact const &one) {
            add({0,
                 {},
                 one.source,
                 one.old_id,
                 one.new_id,
                 What::renamed,
                 one.old_name,
                 one.new_name,
                 one.rule,
                 one.reason,
                 {},
                 {},
                 {}});
        });
        m_facts.merges([&](model::MergeFact const &one) {
            Event event{
                0,        {}, one.source,   one.old_id,   one.new_id, What::merged, one.name, one.name_of_survivor,
                one.rule, {}, one.evidence, one.survivor, {}};
            add(event);
            if (one.name_given_up) {
                event.what = What::gave_up_name;
                event.old_name = one.name_given_up;
                add(event);
            }
        });
        events.finish();
    }

    void write_step(LoadRecord const &load)
    {
        constexpr std::int64_t first = 1;
        std::vector<std::pair<std::string, Contents>> tables;
        for (auto const &table : covered_tables()) {
            tables.emplace_back(table.name, contents_of(m_target, m_engine, table));
        }
        Writer recorded(m_target, m_engine, recorded_table());
        for (auto const &[name, contents] : tables) {
            recorded.row(first, name, contents.rows, contents.digest);
        }
        recorded.finish();
        std::int64_t rows = 0;
        for (auto const &table : load.tables) {
            rows += table.rows;
        }
        std::string const step = "load";
        Writer steps(m_target, m_engine, step_table());
        steps.row(first, m_time, step, rows, m_events,
                  digest_of_step({},
                                 {std::to_string(first), m_time, step, std::to_string(rows), std::to_string(m_events)},
                                 m_last_hash, tables));
        steps.finish();
    }

    databases::Target &m_target;
    model::Engine m_engine;
    model::Facts const &m_facts;
    std::string m_time;
    std::int64_t m_events = 0;
    std::string m_last_hash;
};

} // namespace

Before look_before(databases::Target &target) { return {target.objects(), target.schema().sequences}; }

void write_record(databases::Target &target, model::Engine engine, model::Facts const &facts, Before const &before,
                  LoadRecord const &load)
{
    Recorder(target, engine, facts).write(before, load);
}

} // namespace tributary::audit
