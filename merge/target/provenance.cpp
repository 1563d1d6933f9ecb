#include "merge/target/provenance.hpp"

namespace tributary::target {
namespace {

/// What stands where the run is recorded: `1` of an ordinary table. Anything else is not read, as it may not end.
char const *what_is_there(model::Engine engine)
{
    switch (engine) {
    case model::Engine::postgresql:
        return "SELECT CASE c.relkind WHEN 'r' THEN '1' ELSE '0' END FROM pg_catalog.pg_class AS c "
               "WHERE c.oid = pg_catalog.to_regclass('tributary.run')";
    case model::Engine::sqlite:
        return "SELECT CASE type WHEN 'table' THEN '1' ELSE '0' END FROM pragma_table_list "
               "WHERE schema = 'main' AND name = 'tributary_run'";
    }
    return "";
}

} // namespace

model::Table record_table(model::Engine engine, std::string const &name)
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

std::optional<RecordedRun> recorded_run(databases::Target &target, model::Engine engine)
{
    return recorded_run([&](std::string const &sql) { return target.query(sql); }, engine);
}

std::optional<RecordedRun> recorded_run(Query const &query, model::Engine engine)
{
    auto const there = query(what_is_there(engine));
    if (there.empty()) {
        return std::nullopt;
    }
    if (there.front().front() != "1") {
        return RecordedRun{};
    }
    auto const run =
        query("SELECT name, digest, CAST(loaded_at AS text) FROM " + model::sql_name(record_table(engine, "run")));
    if (run.empty()) {
        return RecordedRun{};
    }
    constexpr std::size_t to_the_second = 19; // both engines print the time in UTC
    return RecordedRun{run[0][0].value_or(""), run[0][1].value_or(""),
                       run[0][2].value_or("").substr(0, to_the_second) + " UTC"};
}

} // namespace tributary::target
