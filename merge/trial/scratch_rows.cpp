#include "merge/trial/scratch_rows.hpp"

#include "merge/model/error.hpp"
#include "merge/target/conversion.hpp"

#include <algorithm>

namespace tributary::trial {
namespace {

std::vector<std::string> needed(model::Table const &table, std::vector<std::string> const &columns)
{
    auto const generated = std::any_of(columns.begin(), columns.end(),
                                       [&](auto const &name) { return model::find_column(table, name)->generated; });
    if (!generated) {
        return columns;
    }
    std::vector<std::string> all;
    for (auto const &column : table.columns) {
        all.push_back(column.name);
    }
    return all;
}

/// The row's number, and these columns.
std::string select_of(model::MappedTable const &table, model::MappedSource const &source,
                      std::vector<std::string> const &columns, staging::Exceptions const &exceptions, Look look)
{
    switch (look) {
    case Look::merged: return staging::merged_select(table, source, columns, exceptions, staging::Origin::row);
    case Look::own: break;
    }
    auto list = model::sql_name(table.target.label) + ".\"#\"";
    for (auto const &name : columns) {
        list += ", " + model::find_filled(source, name)->value;
    }
    return "SELECT " + list + staging::staged_rows(table, source, exceptions);
}

} // namespace

model::Table fill_scratch(databases::Target &target, staging::Staging const &staging, model::MappedTable const &table,
                          std::vector<std::string> const &columns, staging::Exceptions const &exceptions, Look look)
{
    auto const all = needed(table.target, columns);
    auto scratch = target.scratch_table(table.target, all);
    for (std::size_t place = 0; place < table.sources.size(); ++place) {
        auto const &source = table.sources[place];
        std::vector<std::string> filled;
        std::copy_if(all.begin(), all.end(), std::back_inserter(filled),
                     [&](auto const &name) { return model::find_filled(source, name) != nullptr; });
        target::Conversion conversion(table, source, filled, source.table->engine, table.target.engine);
        std::vector<std::string> written{"tributary.source", "tributary.row"};
        written.insert(written.end(), filled.begin(), filled.end());
        auto const refused = [&](std::int64_t row, std::string const &why) {
            return model::Error(model::Exit::data, staging::row_in_words(staging, table, source, row) + ": " + why,
                                "fix the row in the source, or `set` the column in the plan");
        };
        auto const select = select_of(table, source, filled, exceptions, look);
        try {
            auto const writer = target.write(scratch, written);
            auto rows = staging.database().prepare(select);
            std::vector<model::Cell> cells(filled.size());
            std::vector<model::Cell> out(written.size());
            while (rows.step()) {
                for (std::size_t i = 0; i < cells.size(); ++i) {
                    cells[i] = rows.cell(static_cast<int>(i) + 1);
                }
                if (auto const why = conversion.apply(cells); !why.empty()) {
                    throw refused(rows.integer(0), why);
                }
                out[0] = model::Cell::of(static_cast<std::int64_t>(place));
                out[1] = model::Cell::of(rows.integer(0));
                std::copy(cells.begin(), cells.end(), out.begin() + 2);
                writer->write(out);
            }
            writer->finish();
        } catch (databases::RowRefused const &failure) {
            throw refused(staging.database().integer(select + " LIMIT 1 OFFSET " + std::to_string(failure.row)),
                          failure.what());
        }
    }
    return scratch;
}

} // namespace tributary::trial
