#include "merge/trial/generated_values.hpp"

#include "merge/mapping/staged_columns.hpp"
#include "merge/model/error.hpp"
#include "merge/model/words.hpp"
#include "merge/staging/merged.hpp"
#include "merge/target/shape.hpp"
#include "merge/trial/scratch_rows.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
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

std::string text_of(model::Cell const &cell)
{
    switch (cell.type) {
    case model::Cell::Type::null: return {};
    case model::Cell::Type::integer: return std::to_string(cell.integer);
    case model::Cell::Type::real: return fmt::format("{}", cell.real);
    case model::Cell::Type::text:
    case model::Cell::Type::blob: return std::string(cell.bytes);
    }
    return {};
}

std::optional<double> number_of(std::string const &text)
{
    double number = 0;
    auto const end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

/// 1 and 1.00 are one value.
bool is_same(model::Cell const &a, model::Cell const &b)
{
    if ((a.type == model::Cell::Type::null) != (b.type == model::Cell::Type::null)) {
        return false;
    }
    auto const one = text_of(a);
    auto const other = text_of(b);
    if (one == other) {
        return true;
    }
    auto const number = number_of(one);
    return number && number == number_of(other);
}

Lost compare(databases::Target &target, staging::Staging const &staging, staging::Exceptions const &exceptions,
             Stored const &stored)
{
    auto const &table = *stored.table;
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
        if (kept.type != model::Cell::Type::null && !is_same(kept, row[2])) {
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
        auto const lost = compare(*trial->target, staging, exceptions, stored);
        if (lost.rows == 0) {
            continue;
        }
        auto const &table = *stored.table;
        auto const &source = table.sources[stored.source];
        throw model::Error(
            model::Exit::undecided,
            fmt::format("source \"{}\": {} of column \"{}.{}\" would be lost: the target generates the column from {}, "
                        "which gives another value, such as that of {}",
                        source.source_name, model::counted(lost.rows, "value", "values"), table.target.label,
                        stored.column, model::find_column(table.target, stored.column)->generated_as,
                        staging::row_in_words(staging, table, source, lost.example)),
            fmt::format(
                "make it a column that holds values, in the target (PostgreSQL, in `before`: ALTER TABLE … ALTER "
                "COLUMN … DROP EXPRESSION); or, if these values may be lost:\n[table.{}]\ndrop = [\"{}\"]",
                table.target.label, stored.column));
    }
}

} // namespace tributary::trial
