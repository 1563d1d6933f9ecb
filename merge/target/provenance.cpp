#include "merge/target/provenance.hpp"

#include <array>

namespace tributary::target {
namespace {

model::Table provenance_table(model::Engine engine, std::string const &name)
{
    model::Table table;
    table.engine = engine;
    table.label = "tributary." + name;
    switch (engine) {
    case model::Engine::postgresql:
        table.schema = "tributary";
        table.name = name;
        break;
    case model::Engine::sqlite: table.name = "tributary_" + name; break;
    }
    return table;
}

/// A row if the target holds provenance tables.
char const *is_there(model::Engine engine)
{
    switch (engine) {
    case model::Engine::postgresql: return "SELECT 1 WHERE pg_catalog.to_regclass('tributary.run') IS NOT NULL";
    case model::Engine::sqlite: return "SELECT 1 FROM sqlite_schema WHERE name = 'tributary_run'";
    }
    return "";
}

void make_schema(databases::Target &target, model::Engine engine)
{
    switch (engine) {
    case model::Engine::postgresql: target.execute("CREATE SCHEMA IF NOT EXISTS tributary"); break;
    case model::Engine::sqlite: break; // the names have a prefix
    }
}

/// The type of a column that is filled with the time of the load.
char const *type_of_clock(model::Engine engine)
{
    switch (engine) {
    case model::Engine::postgresql: return "timestamptz NOT NULL DEFAULT now()";
    case model::Engine::sqlite: return "text NOT NULL DEFAULT CURRENT_TIMESTAMP";
    }
    return "";
}

/// Writes facts as rows of text and numbers.
class Writer {
public:
    Writer(databases::Target &target, model::Engine engine, std::string const &name,
           std::vector<std::pair<std::string, std::string>> const &columns, std::string const &key)
    {
        auto const table = provenance_table(engine, name);
        std::string definition;
        std::vector<std::string> names;
        for (auto const &[column, type] : columns) {
            definition += column + " " + type + ", ";
            names.push_back(column);
        }
        target.execute("CREATE TABLE " + model::sql_name(table) + " (" + definition + "PRIMARY KEY (" + key + "))");
        m_writer = target.write(table, names);
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

    std::unique_ptr<databases::RowWriter> m_writer;
};

} // namespace

std::optional<RecordedRun> recorded_run(databases::Target &target, model::Engine engine)
{
    return recorded_run([&](std::string const &sql) { return target.query(sql); }, engine);
}

std::optional<RecordedRun> recorded_run(Query const &query, model::Engine engine)
{
    if (query(is_there(engine)).empty()) {
        return std::nullopt;
    }
    auto const run =
        query("SELECT name, digest, CAST(loaded_at AS text) FROM " + model::sql_name(provenance_table(engine, "run")));
    if (run.empty()) {
        return RecordedRun{};
    }
    constexpr std::size_t to_the_second = 19; // both engines print the time in UTC
    return RecordedRun{run[0][0].value_or(""), run[0][1].value_or(""),
                       run[0][2].value_or("").substr(0, to_the_second) + " UTC"};
}

void write_provenance(databases::Target &target, model::Engine engine, model::Facts const &facts)
{
    make_schema(target, engine);
    target.execute("CREATE TABLE " + model::sql_name(provenance_table(engine, "run")) +
                   " (name text PRIMARY KEY, digest text NOT NULL, loaded_at " + type_of_clock(engine) + ")");
    {
        auto const writer = target.write(provenance_table(engine, "run"), {"name", "digest"});
        std::array<model::Cell, 2> const cells{model::Cell::of(std::string_view(facts.summary.name)),
                                               model::Cell::of(std::string_view(facts.summary.digest))};
        writer->write(cells);
        writer->finish();
    }

    Writer ranges(target, engine, "id_range",
                  {{"source", "text"},
                   {"table_name", "text"},
                   {"column_name", "text"},
                   {"id_offset", "bigint"},
                   {"first_id", "bigint"},
                   {"last_id", "bigint"},
                   {"headroom", "bigint"}},
                  "source, table_name, column_name");
    facts.ids([&](model::RangeFact const &range) {
        ranges.row(range.source, range.table, range.column, range.offset, range.first, range.last, range.headroom);
    });
    ranges.finish();

    Writer crosswalk(
        target, engine, "crosswalk",
        {{"source", "text"}, {"table_name", "text"}, {"column_name", "text"}, {"old_id", "text"}, {"new_id", "text"}},
        "source, table_name, column_name, old_id");
    facts.crosswalk([&](model::CrosswalkFact const &entry) {
        crosswalk.row(entry.source, entry.table, entry.column, entry.old_id, entry.new_id);
    });
    crosswalk.finish();

    Writer renamed(target, engine, "renamed_account",
                   {{"source", "text"},
                    {"old_id", "text"},
                    {"new_id", "text"},
                    {"old_name", "text"},
                    {"new_name", "text"},
                    {"rule", "text"},
                    {"reason", "text"}},
                   "source, old_id");
    facts.renames([&](model::RenameFact const &account) {
        renamed.row(account.source, account.old_id, account.new_id, account.old_name, account.new_name, account.rule,
                    account.reason);
    });
    renamed.finish();

    Writer merged(target, engine, "merged_account",
                  {{"source", "text"},
                   {"old_id", "text"},
                   {"new_id", "text"},
                   {"survivor_source", "text"},
                   {"survivor_old_id", "text"},
                   {"rule", "text"},
                   {"evidence", "text"}},
                  "source, old_id");
    facts.merges([&](model::MergeFact const &account) {
        merged.row(account.source, account.old_id, account.new_id, account.survivor_source, account.survivor_old_id,
                   account.rule,
                   account.evidence + (account.name_given_up ? "; gave up the name " + *account.name_given_up : ""));
    });
    merged.finish();
}

} // namespace tributary::target
