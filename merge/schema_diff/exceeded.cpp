#include "merge/schema_diff/exceeded.hpp"

#include "merge/model/characters.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/schema_diff/affinity.hpp"
#include "merge/schema_diff/drift.hpp"
#include "merge/staging/merged.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace tributary::schema_diff {
namespace {

using model::Cell;
using model::Limit;

/// Rows of one source's table that break a limit.
struct Broken {
    Limit const *limit = nullptr;
    std::size_t position = 0; ///< of its column in what is read
    std::vector<std::int64_t> rows;
};

void read(staging::Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
          std::vector<std::string> const &columns, staging::Exceptions const &exceptions, std::vector<Broken> &all)
{
    auto rows =
        staging.database().prepare(staging::merged_select(table, source, columns, exceptions, staging::Origin::row));
    while (rows.step()) {
        for (auto &one : all) {
            if (breaks(*one.limit, rows.cell(static_cast<int>(one.position) + 1))) {
                one.rows.push_back(rows.integer(0));
            }
        }
    }
    for (auto &one : all) {
        std::sort(one.rows.begin(), one.rows.end());
    }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// True of `2018-08-24 23:30:00+02`, `…Z` and `… Europe/Berlin`; of `infinity`, too, and of no time at all.
bool says_its_zone(std::string_view time)
{
    auto const clock = time.find(':');
    auto const looks_like_date = time.size() >= 8 && is_digit(time[0]) && is_digit(time[1]);
    if (!looks_like_date) {
        return true; // whatever it is, the column's input judges it
    }
    constexpr std::size_t date = 8; // of 2018-08-24 all but its last day's digits, in which there is no zone
    auto const rest = time.substr(clock == std::string_view::npos ? date : clock);
    auto const half = rest.ends_with("AM") || rest.ends_with("PM") || rest.ends_with("am") || rest.ends_with("pm");
    auto const letter = !rest.empty() && ((rest.back() | 0x20) >= 'a' && (rest.back() | 0x20) <= 'z');
    return rest.find_first_of("+-") != std::string_view::npos || (letter && !half);
}

[[noreturn]] void refuse_without_zone(staging::Staging const &staging, model::MappedTable const &table,
                                      model::MappedSource const &source, Broken const &broken)
{
    auto const column = broken.limit->table + "." + broken.limit->column;
    auto const name = plan::toml_text(plan::written({broken.limit->table, broken.limit->column}));
    auto const count = broken.rows.size();
    throw model::Error(
        model::Exit::undecided,
        fmt::format("source \"{}\": {} of column \"{}\" {} not say in which time zone {}, and the target's column "
                    "is of instants, such as that of {}",
                    source.source_name, model::counted(count, "value", "values"), column,
                    model::plural(count, "does", "do"), model::plural(count, "it is", "they are"),
                    staging::row_in_words(staging, table, source, broken.rows.front())),
        fmt::format("say it in the plan:\n[[zone]]\ncolumn = {}\nsource = \"{}\"\nzone = \"…\"\nor convert "
                    "them with `set`",
                    name, source.source_name));
}

std::vector<DriftSource> drift_sources(std::vector<staging::StagedSource> const &sources)
{
    std::vector<DriftSource> inputs;
    for (auto const &source : sources) {
        DriftSource input{source.name, source.schema, {}};
        for (auto const &table : source.tables) {
            input.rows[table.label] = table.rows;
        }
        inputs.push_back(std::move(input));
    }
    return inputs;
}

} // namespace

bool breaks(Limit const &limit, Cell const &value)
{
    if (value.type == Cell::Type::null) {
        return limit.of == Limit::Of::null;
    }
    auto const text = value.type == Cell::Type::text;
    switch (limit.of) {
    case Limit::Of::null: return false;
    case Limit::Of::length:
        // blanks that are too much count: PostgreSQL would cut them without a word
        return text && static_cast<std::int64_t>(model::characters(
                           limit.padded ? model::without_blanks_behind(value.bytes) : value.bytes)) > limit.greatest;
    case Limit::Of::integer:
        return value.type == Cell::Type::integer && (value.integer < limit.least || value.integer > limit.greatest);
    case Limit::Of::zone: return text && !says_its_zone(value.bytes);
    case Limit::Of::number: return text && !reads_back(value.bytes, limit.real);
    case Limit::Of::label:
        return text && std::find(limit.labels.begin(), limit.labels.end(), value.bytes) == limit.labels.end();
    }
    return false;
}

std::string describe(Limit const &limit)
{
    switch (limit.of) {
    case Limit::Of::null: return "NULL";
    case Limit::Of::length: return "longer than " + model::counted(limit.greatest, "character", "characters");
    case Limit::Of::zone: return "without a time zone";
    case Limit::Of::number: return "written otherwise than SQLite writes numbers (01 would become 1)";
    case Limit::Of::integer: return fmt::format("not between {} and {}", limit.least, limit.greatest);
    case Limit::Of::label: {
        std::string labels;
        for (auto const &label : limit.labels) {
            labels += (labels.empty() ? "" : ", ") + label;
        }
        return "not one of " + labels;
    }
    }
    return {};
}

std::string rule_of(Limit const &limit)
{
    switch (limit.of) {
    case Limit::Of::null: return "takes no NULL";
    case Limit::Of::length: return "takes at most " + model::counted(limit.greatest, "character", "characters");
    case Limit::Of::zone: return "takes times with a time zone";
    case Limit::Of::number: return "takes numbers as SQLite writes them (1, not 01)";
    case Limit::Of::integer: return fmt::format("takes integers from {} to {}", limit.least, limit.greatest);
    case Limit::Of::label: return "takes " + describe(limit).substr(std::string_view("not ").size());
    }
    return {};
}

void refuse_impossible_types(plan::Plan const &plan, std::vector<staging::StagedSource> const &sources,
                             model::Schema const &target)
{
    for (auto const &difference : drift(plan, drift_sources(sources), target)) {
        if (difference.weight == model::Weight::impossible) {
            throw model::Error(model::Exit::data, plan.file.string() + ": " + difference.sentence, difference.means);
        }
    }
}

std::vector<Unfit> unfit_values(plan::Plan const &plan, staging::Staging const &staging,
                                std::vector<staging::StagedSource> const &sources, model::Schema const &target,
                                model::Mapping const &mapping)
{
    auto const limits = schema_diff::limits(plan, drift_sources(sources), target);
    auto const exceptions = staging::read_exceptions(staging);
    std::vector<Unfit> result;
    for (auto const &table : mapping) {
        for (std::size_t place = 0; place < table.sources.size(); ++place) {
            auto const &source = table.sources[place];
            std::vector<std::string> columns;
            std::vector<Broken> all;
            for (auto const &limit : limits) {
                auto const *const filled = limit.source == source.source_name && limit.table == table.target.label
                                               ? model::find_filled(source, limit.column)
                                               : nullptr;
                if (filled != nullptr && !filled->computed) { // what is computed, the target is shown
                    all.push_back({&limit, columns.size(), {}});
                    columns.push_back(limit.column);
                }
            }
            if (source.rows == 0 || all.empty()) {
                continue;
            }
            read(staging, table, source, columns, exceptions, all);
            for (auto &broken : all) {
                if (!broken.rows.empty() && broken.limit->of == Limit::Of::zone) {
                    refuse_without_zone(staging, table, source, broken);
                }
                if (!broken.rows.empty()) {
                    result.push_back({&table, place, *broken.limit, std::move(broken.rows)});
                }
            }
        }
    }
    return result;
}

} // namespace tributary::schema_diff
