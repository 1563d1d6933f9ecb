#include "merge/audit/audit.hpp"

#include "merge/audit/audited.hpp"
#include "merge/audit/queries.hpp"
#include "merge/audit/tables.hpp"
#include "merge/model/error.hpp"
#include "merge/target/provenance.hpp"

namespace tributary::audit {
namespace {

constexpr char const *check_it = "`--check` says what was changed in the record";

void refuse_replaced(RecordTables const &tables, RecordTable const &table)
{
    if (auto const fault = tables.fault_of(table); !fault.empty()) {
        throw model::Error(model::Exit::refused,
                           "target: \"" + table.name + "\" of the record is not as a load made it: " + fault, check_it);
    }
}

} // namespace

std::string_view name_of(State state)
{
    switch (state) {
    case State::as_given: return "as given";
    case State::renamed_since: return "renamed since";
    case State::deleted: return "deleted";
    case State::made_since: return "made since the load";
    case State::unknown: return {};
    }
    return {};
}

void require_record(RecordTables const &tables)
{
    if (!tables.exist()) {
        throw model::Error(model::Exit::refused, "target: it holds no run of tributary",
                           "`tributary audit --target URL` reads the database that `tributary load` has written");
    }
    auto const &run = covered_table("run");
    if (tables.has_column(run, "digest") && !tables.has_column(run, "users_table") && !tables.has(event_table())) {
        throw model::Error(model::Exit::refused, "target: the record of its run has no events: it is from before 0.2",
                           "its tables are there: schema \"tributary\", in SQLite the tables tributary_…");
    }
}

RunRecord read_run(databases::Target &target, model::Engine engine)
{
    RecordTables const tables(target, engine);
    require_record(tables);
    refuse_replaced(tables, event_table());
    for (auto const *const name :
         {"run", "id_range", "crosswalk", "loaded_table", "renamed_account", "merged_account"}) {
        refuse_replaced(tables, covered_table(name));
    }
    auto const columns = target.query("SELECT users_schema, users_table, id_column, name_column FROM " +
                                      model::sql_name(target::record_table(engine, "run")));
    if (columns.empty()) {
        throw model::Error(model::Exit::refused, "target: the line of the run is missing in its record", check_it);
    }
    auto const recorded = target::recorded_run(target, engine).value_or(target::RecordedRun{});
    auto const &users = columns.front();
    return {recorded.name,
            recorded.digest,
            recorded.loaded_at,
            {users.at(0).value_or(""), users.at(1).value_or(""), users.at(2).value_or(""), users.at(3).value_or("")}};
}

void read_accounts(databases::Target &target, Queries const &queries, std::string const &condition,
                   AccountSink const &sink)
{
    auto const users_are_known = target.try_query(queries.any_user()).has_value();
    std::vector<std::optional<std::string>> texts(Queries::columns_of_events(true));
    target.read_query(queries.events(users_are_known, condition), Queries::columns_of_events(users_are_known),
                      [&](model::Row row) {
                          read_texts(row, texts);
                          AuditedAccount account{event_of(texts), {}, {}, State::unknown};
                          account.what = account.event.what;
                          if (users_are_known) {
                              auto const exists = texts.at(row.size() - 2).has_value();
                              account.name_today = texts.at(row.size() - 1);
                              account.state = !exists                                        ? State::deleted
                                              : account.name_today == account.event.new_name ? State::as_given
                                                                                             : State::renamed_since;
                          }
                          sink(account);
                      });
}

void read_accounts(databases::Target &target, model::Engine engine, RunRecord const &run, AccountSink const &sink)
{
    read_accounts(target, Queries(engine, run.users), {}, sink);
}

} // namespace tributary::audit
