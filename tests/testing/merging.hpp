#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"
#include "tests/testing/model.hpp"
#include "tests/testing/rows.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace tributary::testing {

using Cells = std::vector<model::Cell>;

inline model::Cell number(std::int64_t value) { return model::Cell::of(value); }
inline model::Cell text(std::string_view value) { return model::Cell::of(value); }
inline model::Cell const null{};

/// A staging file with the sources "prose" and "lists", and tables that are mapped by name.
class Merging {
    TemporaryDirectory m_folder; // first: the staging file is in it
    std::deque<model::Table> m_tables;

public:
    Merging() : staging(staging::Staging::begin(m_folder.path / "x.sqlite", "pico"))
    {
        staging.add_source(0, "prose", {}, {});
        staging.add_source(1, "lists", {}, {});
    }

    staging::Staging staging;

    /// A table of the target that as yet nothing fills.
    static model::MappedTable table(model::Table const &target, std::string name_column = {})
    {
        return {target, {}, std::move(name_column), {}};
    }

    /// Stages these rows as the next source's, and maps the table's columns one to one.
    model::MappedSource &stage(model::MappedTable &table, std::vector<Cells> const &rows)
    {
        return stage(table, table.target, rows);
    }

    /// The same for a source whose table has other columns. Those that it lacks take their default.
    model::MappedSource &stage(model::MappedTable &table, model::Table const &own, std::vector<Cells> const &rows)
    {
        auto const number = static_cast<std::uint32_t>(table.sources.size());
        std::string const name = number == 0 ? "prose" : "lists";
        m_tables.push_back(own);
        staging::TableWriter writer(staging, number, name, own, own.columns);
        for (auto const &row : rows) {
            writer.write(row);
        }
        auto const staged = writer.finish();
        model::MappedSource source;
        source.source = number;
        source.source_name = name;
        source.table_id = staged.id;
        source.staged = staged.staged;
        source.rows = staged.rows;
        source.table = &m_tables.back();
        for (auto const &column : table.target.columns) {
            model::MappedColumn mapped;
            mapped.name = column.name;
            if (model::find_column(own, column.name) != nullptr) {
                mapped.value = model::sql_name(own.label) + "." + model::sql_name(column.name);
            }
            source.columns.push_back(mapped);
        }
        return table.sources.emplace_back(std::move(source));
    }

    /// The rows that a source brings to the target, smallest first.
    Rows merged(model::MappedTable const &table, std::size_t source, std::vector<std::string> const &columns,
                staging::Origin origin = staging::Origin::none) const
    {
        auto const exceptions = staging::read_exceptions(staging);
        return query("SELECT * FROM (" +
                     staging::merged_select(table, table.sources.at(source), columns, exceptions, origin) +
                     ") ORDER BY 1, 2");
    }

    Rows query(std::string const &sql) const
    {
        Rows result;
        auto rows = staging.database().prepare(sql);
        while (rows.step()) {
            Row row;
            for (int column = 0; column < rows.columns(); ++column) {
                row.push_back(rows.optional_text(column));
            }
            result.push_back(row);
        }
        return result;
    }

    void fold(model::MappedSource const &source, std::int64_t row, model::MappedSource const &survivor,
              std::int64_t survivor_row) const
    {
        staging::DecisionWriter(staging).fold(source.table_id, row, survivor.table_id, survivor_row, "rule", "reason");
    }

    void rename(model::MappedSource const &source, std::int64_t row, std::string const &name) const
    {
        staging::DecisionWriter(staging).rename(source.table_id, row, name, "rule", "reason");
    }
};

} // namespace tributary::testing
