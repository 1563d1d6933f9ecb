#include "merge/trial/generated_values.hpp"

#include "merge/mapping/staged_columns.hpp"
#include "merge/model/error.hpp"
#include "merge/model/same_value.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/staging/merged.hpp"
#include "merge/target/foreign_code.hpp"
#include "merge/target/shape.hpp"
#include "merge/trial/scratch_rows.hpp"

#include <fmt/format.h>

#include <optional>
#include <span>
#include <string>

namespace tributary::trial {
namespace {

/// A column that the target generates, and a source fills.
struct Stored {
    model::MappedTable const *table = nullptr;
    std::size_t source = 0; ///< in `table->sources`
    std::string column;
    std::string staged; ///< its column in the staged table
};

/// Rows whose stored value is another one, and one of them.
struct Lost {
    std::int64_t rows = 0;
    std::int64_t example = 0;
};

std::vector<Stored> stored_columns(plan::Plan const &plan, std::vector<staging::StagedSource> const &sources,
                                   model::Mapping const &mapping)
{
    std::vector<Stored> result;
    for (auto const &table : mapping) {
        for (auto const &column : table.target.columns) {
            for (std::size_t i = 0; column.generated && i < table.sources.size(); ++i) {
                auto const &source = table.sources[i];
                auto const *const own = model::find_column(*source.table, column.name);
                if (own != nullptr && !own->generated && source.rows > 0 &&
                    !plan::drops(plan, table.target.label, column.name)) {
                    result.push_back({&table, i, column.name,
                                      mapping::staged_column(sources.at(source.source), *source.table, column.name)});
                }
            }
        }
    }
    return result;
}

Lost compare(databases::Target &target, staging::Staging const &staging, staging::Exceptions const &exceptions,
             Stored const &stored)
{
    auto const &table = *stored.table;
    auto const &column = *model::find_column(table.target, stored.column);
    auto const scratch = fill_scratch(target, staging, table, {stored.column}, exceptions, Look::own);
    auto own = staging.database().prepare("SELECT " + model::sql_name(stored.staged) + " FROM " +
                                          model::sql_name(table.sources[stored.source].staged) + " WHERE \"#\" = ?1");
    Lost lost;
    target.read(scratch, {"tributary.source", "tributary.row", stored.column}, [&](model::Row row) {
        if (row[0].integer != static_cast<std::int64_t>(stored.source)) {
            return;
        }
        own.reset();
        own.bind(1, row[1].integer);
        auto const kept = own.step() ? own.cell(0) : model::Cell();
        if (kept.type != model::Cell::Type::null && !model::same_value(kept, row[2], column)) {
            lost.example = lost.rows++ == 0 ? row[1].integer : std::min(lost.example, row[1].integer);
        }
    });
    return lost;
}

} // namespace

void refuse_other_generated_values(plan::Plan const &plan, staging::Staging const &staging,
                                   std::vector<staging::StagedSource> const &sources, model::Mapping const &mapping)
{
    auto const exceptions = staging::read_exceptions(staging);
    std::optional<target::TargetTrial> trial;
    for (auto const &stored : stored_columns(plan, sources, mapping)) {
        if (!trial) {
            trial.emplace(target::try_target(plan, sources));
        }
        if (!target::calls_of(trial->shape, stored.table->target, stored.column).empty()) {
            continue; // said by resolve: not evaluated before the load
        }
        auto const lost = compare(*trial->target, staging, exceptions, stored);
        if (lost.rows == 0) {
            continue;
        }
        auto const &table = *stored.table;
        auto const &source = table.sources[stored.source];
        throw model::Error(
            model::Exit::undecided,
            fmt::format("source \"{}\": {} of column \"{}.{}\" would be lost: the target generates the column from {}, "
                        "and the results differ, such as that of {}",
                        source.source_name, model::counted(lost.rows, "value", "values"), table.target.label,
                        stored.column, model::find_column(table.target, stored.column)->generated_as,
                        staging::row_in_words(staging, table, source, lost.example)),
            fmt::format(
                "make it an ordinary column in the target (PostgreSQL, in `before`: ALTER TABLE … ALTER COLUMN … DROP "
                "EXPRESSION); or, to discard these values:\n[table.{}]\ndrop = {}",
                plan::toml_key(table.target.label), plan::toml_list(std::span(&stored.column, 1))));
    }
}

} // namespace tributary::trial
