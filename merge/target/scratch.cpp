#include "merge/target/scratch.hpp"

#include "merge/model/error.hpp"
#include "merge/staging/merged.hpp"
#include "merge/target/conversion.hpp"

#include <algorithm>
#include <iterator>

namespace tributary::target {

std::vector<std::string> filled_columns(model::MappedSource const &source, std::vector<std::string> const &columns)
{
    std::vector<std::string> filled;
    std::copy_if(columns.begin(), columns.end(), std::back_inserter(filled),
                 [&](auto const &name) { return model::find_filled(source, name) != nullptr; });
    return filled;
}

void write_scratch(databases::Target &target, model::Table const &scratch, staging::Staging const &staging,
                   model::MappedTable const &table, std::size_t place, std::vector<std::string> const &filled,
                   std::string const &select, std::string const &next_step,
                   std::function<bool(std::int64_t row)> const &takes)
{
    auto const &source = table.sources.at(place);
    Conversion conversion(table, source, filled, source.table->engine, table.target.engine);
    std::vector<std::string> written{"tributary.source", "tributary.row"};
    written.insert(written.end(), filled.begin(), filled.end());
    auto const refused = [&](std::int64_t row, std::string const &why) {
        return model::Error(model::Exit::data, staging::row_in_words(staging, table, source, row) + ": " + why,
                            next_step);
    };
    try {
        auto const writer = target.write(scratch, written);
        auto rows = staging.database().prepare(select);
        std::vector<model::Cell> cells(filled.size());
        std::vector<model::Cell> out(written.size());
        while (rows.step()) {
            if (takes && !takes(rows.integer(0))) {
                continue;
            }
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
        auto rows = staging.database().prepare(select);
        auto left = failure.row;
        while (rows.step() && ((takes && !takes(rows.integer(0))) || left-- > 0)) {
        }
        throw refused(rows.integer(0), failure.what());
    }
}

} // namespace tributary::target
