#include "merge/target/tried_value.hpp"

#include "merge/target/conversion.hpp"

#include <vector>

namespace tributary::target {

std::string why_not_taken(databases::Target &target, model::MappedTable const &table, model::MappedSource const &source,
                          std::string const &column, model::Value const &value)
{
    if (value.type == model::Cell::Type::null && model::find_column(table.target, column)->not_null) {
        return "the column is NOT NULL";
    }
    std::vector<std::string> const columns{column};
    std::vector<model::Cell> cells{model::cell_of(value)};
    Conversion conversion(table, source, columns, source.table->engine, table.target.engine);
    if (auto why = conversion.apply(cells); !why.empty()) {
        return why;
    }
    auto const trial = target.trial_table(table.target, columns, databases::Asks::values);
    std::string why;
    target.execute("SAVEPOINT tributary_value");
    try {
        auto const writer = target.write(trial, columns);
        writer->write(cells);
        writer->finish();
    } catch (databases::RowRefused const &refusal) {
        why = refusal.what();
    }
    target.execute("ROLLBACK TO SAVEPOINT tributary_value; RELEASE SAVEPOINT tributary_value");
    return why;
}

} // namespace tributary::target
