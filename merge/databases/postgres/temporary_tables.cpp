#include "merge/databases/postgres/temporary_tables.hpp"

#include "merge/databases/scratch.hpp"
#include "merge/model/sql_tokens.hpp"

#include <algorithm>

namespace tributary::databases::postgres {

model::Table make_trial_table(pqxx::transaction_base &transaction, model::Table const &table,
                              std::vector<std::string> const &columns, Asks asks)
{
    auto trial = table;
    trial.schema = "pg_temp";
    trial.name = trial.label = "tributary_trial";
    auto const name = model::sql_name(trial);
    auto const whole = asks == Asks::rows ? " INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING INDEXES" : "";
    transaction.exec("DROP TABLE IF EXISTS " + name);
    transaction.exec("CREATE TEMPORARY TABLE tributary_trial (LIKE " + model::sql_name(table) +
                     " INCLUDING CONSTRAINTS" + whole + ") ON COMMIT DROP");
    for (auto const &column : table.columns) {
        auto const filled = std::find(columns.begin(), columns.end(), column.name) != columns.end();
        // a number that a trial takes from a sequence is not given back
        auto const counted = !column.sequence.empty() || column.identity;
        if (!filled && (asks == Asks::values || counted)) {
            transaction.exec("ALTER TABLE " + name + " DROP COLUMN " + model::sql_name(column.name) + " CASCADE");
        }
    }
    return trial;
}

model::Table make_scratch_table(pqxx::transaction_base &transaction, model::Table const &table,
                                std::vector<std::string> const &columns,
                                std::function<bool(std::string const &)> const &may_run)
{
    auto scratch = scratch_of(table, columns);
    scratch.schema = "pg_temp";
    auto const generated = std::any_of(scratch.columns.begin(), scratch.columns.end(),
                                       [](auto const &column) { return column.generated; });
    std::string list;
    std::string alter;
    auto const alter_column = [&](std::string const &name, std::string const &what) {
        alter += "; ALTER TABLE pg_temp.tributary_scratch ALTER COLUMN " + model::sql_name(name) + what;
    };
    for (auto const &name : columns) {
        auto const &column = *model::find_column(table, name);
        list += ", " + model::sql_name(name);
        auto const computable = generated && !column.identity && !column.default_expression.empty() &&
                                column.default_expression.find("nextval(") == std::string::npos && // not undone
                                may_run(column.default_expression);
        if (!column.generated && (computable || model::is_constant(column.default_expression))) {
            alter_column(name, " SET DEFAULT " + column.default_expression);
        }
    }
    if (generated) { // made of other columns: all of them come along
        for (auto const &column : table.columns) {
            if (column.not_null) {
                alter_column(column.name, " DROP NOT NULL");
            }
        }
    }
    auto const of = model::sql_name(table);
    transaction.exec(
        "DROP TABLE IF EXISTS pg_temp.tributary_scratch; CREATE TEMPORARY TABLE tributary_scratch " +
        (generated ? "(\"tributary.source\" integer, \"tributary.row\" bigint, LIKE " + of +
                         " INCLUDING GENERATED) ON COMMIT DROP"
                   : "ON COMMIT DROP AS SELECT 0::integer AS \"tributary.source\", 0::bigint AS \"tributary.row\"" +
                         list + " FROM " + of + " WITH NO DATA") +
        alter);
    return scratch;
}

} // namespace tributary::databases::postgres
