#include "merge/mapping/meaningful_ids.hpp"

#include "merge/mapping/numbered.hpp"
#include "merge/model/times.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/write_toml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <iterator>
#include <limits>
#include <numeric>
#include <set>
#include <string_view>
#include <utility>

namespace tributary::mapping {
namespace {

/// Of fewer ids than this a stronger sign is asked.
constexpr std::size_t few = 3;

/// True if hardly any of the numbers up to the greatest is in use.
bool are_scattered(std::size_t count, std::int64_t greatest)
{
    return count > 0 && static_cast<std::size_t>(greatest / (count < few ? 100 : 10)) > count;
}

/// What gives a new row its number.
enum class Numbers {
    client,   ///< the application
    rows,     ///< SQLite, one more than the greatest, where a row is written without one
    sequence, ///< or a default, or an identity
};

Numbers numbers_of(model::Table const &table, std::string const &name)
{
    auto const *const column = model::find_column(table, name);
    if (column == nullptr) {
        return Numbers::client;
    }
    if (column->generated || !column->sequence.empty() || !column->default_expression.empty()) {
        return Numbers::sequence;
    }
    switch (table.engine) {
    case model::Engine::postgresql: return column->identity ? Numbers::sequence : Numbers::client;
    case model::Engine::sqlite: return Numbers::rows;
    }
    return {};
}

/// Columns in which rows of different sources can be equal. Rows that two services made alike refer to the same numbers
/// too, but each was made at its own time.
std::vector<std::string> comparable(model::MappedTable const &table, std::string const &id)
{
    std::vector<std::string> result;
    for (auto const &column : table.target.columns) {
        auto const everywhere = std::all_of(table.sources.begin(), table.sources.end(), [&](auto const &source) {
            return model::find_filled(source, column.name) != nullptr;
        });
        if (everywhere && column.name != id && !model::is_time(column)) {
            result.push_back(column.name);
        }
    }
    return result;
}

/// A document with a number in it, which may be an id of its source: equal texts then say nothing of equal rows.
bool may_hold_ids(std::string_view text)
{
    auto const begins = text.find_first_of("{[");
    auto const is_document =
        begins != std::string_view::npos && (text.find_first_not_of(" \t\r\n") == begins || text.starts_with("a:"));
    return is_document && text.find_first_of("0123456789", begins) != std::string_view::npos;
}

std::uint64_t hash_of(model::Row row, std::string const &source)
{
    std::uint64_t result = 0;
    for (auto const &cell : row.subspan(1)) {
        auto const text = model::says_time(cell)                    ? std::string("time")
                          : cell.type == model::Cell::Type::integer ? std::to_string(cell.integer)
                          : cell.type == model::Cell::Type::real    ? std::to_string(cell.real)
                          : may_hold_ids(cell.bytes)                ? source + std::string(cell.bytes)
                                                                    : std::string(cell.bytes);
        result = result * 1099511628211U + std::hash<std::string>{}(text) + (cell.type == model::Cell::Type::null);
    }
    return result;
}

SeenIds read_ids(model::MappedSource const &source, std::vector<std::string> const &columns, RowReader const &read)
{
    SeenIds seen{source.source_name, {}};
    read(source, columns, [&](model::Row row) {
        if (row[0].type == model::Cell::Type::integer) {
            seen.rows.emplace(row[0].integer, hash_of(row, source.source_name));
        }
    });
    return seen;
}

/// Tables whose rows belong to users: they refer to them, or to what belongs to them.
std::set<std::string> tables_of_users(plan::Plan const &plan, model::Mapping const &mapping)
{
    std::set<std::string> result{plan.users.table};
    for (std::size_t before = 0; before != result.size();) {
        before = result.size();
        for (auto const &table : mapping) {
            for (auto const &source : table.sources) {
                if (std::any_of(result.begin(), result.end(),
                                [&](auto const &label) { return model::refers_to(source, label); })) {
                    result.insert(table.target.label);
                    break;
                }
            }
        }
    }
    return result;
}

/// True if equal rows of this table say that somebody made them equal: there is text in them, they refer to nothing
/// that each source numbers by itself, and nothing else makes them one.
bool may_be_alike(plan::Plan const &plan, model::MappedTable const &table, std::string const &id)
{
    auto const *const table_plan = plan::find_table(plan, table.target.label);
    auto const refers = [](model::MappedColumn const &column) {
        return !column.chain.empty() || !column.declared.empty();
    };
    auto const small_and_alone = [&](model::MappedSource const &source) {
        return source.rows <= most_rows_alike && std::none_of(source.columns.begin(), source.columns.end(), refers);
    };
    auto const other_key = [&](model::UniqueKey const &key) {
        return !key.columns.empty() && std::find(key.columns.begin(), key.columns.end(), id) == key.columns.end();
    };
    auto const &keys = table.target.unique_keys;
    return (table_plan == nullptr || table_plan->match.empty()) &&
           std::all_of(table.sources.begin(), table.sources.end(), small_and_alone) &&
           std::none_of(keys.begin(), keys.end(), other_key) &&
           std::any_of(table.target.columns.begin(), table.target.columns.end(),
                       [](auto const &column) { return column.kind == model::Kind::text && !model::is_time(column); });
}

struct Shared {
    std::size_t ids = 0;   ///< that two sources have
    std::size_t equal = 0; ///< of them those whose rows say the same
};

Shared count_shared(std::span<SeenIds const> sources)
{
    Shared result;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            for (auto const &[id, hash] : sources[i].rows) {
                auto const other = sources[j].rows.find(id);
                result.ids += other == sources[j].rows.end() ? 0 : 1;
                result.equal += other != sources[j].rows.end() && other->second == hash ? 1 : 0;
            }
        }
    }
    return result;
}

/// As 20240131 says a day.
bool says_day(std::int64_t id)
{
    constexpr std::int64_t first_year = 1900;
    constexpr std::int64_t last_year = 2100;
    auto const year = id / 10000;
    auto const month = id / 100 % 100;
    auto const day = id % 100;
    return year >= first_year && year < last_year && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/// What says that nothing has counted these ids up: they are days, go in steps, or leave nearly all numbers between
/// them free. Empty: they may be counted.
std::string why_chosen(SeenIds const &source)
{
    constexpr std::int64_t least_step = 5;
    std::int64_t step = 0;
    auto least = std::numeric_limits<std::int64_t>::max();
    auto greatest = std::numeric_limits<std::int64_t>::min();
    bool are_days = true;
    for (auto const &[id, hash] : source.rows) {
        step = std::gcd(step, id);
        least = std::min(least, id);
        greatest = std::max(greatest, id);
        are_days = are_days && says_day(id);
    }
    auto const count = source.rows.size();
    auto const is_bit = [](auto const &row) {
        return row.first > 0 && std::has_single_bit(static_cast<std::uint64_t>(row.first));
    };
    if (count > few && std::all_of(source.rows.begin(), source.rows.end(), is_bit)) {
        return fmt::format("those of source \"{}\" are bits", source.source);
    }
    if (are_days) {
        return fmt::format("those of source \"{}\" are days", source.source);
    }
    if (count >= few && least > 0 && step >= least_step) {
        return fmt::format("source \"{}\" has multiples of {} only", source.source, step);
    }
    auto const first = count < few ? 0 : least;
    return least >= 0 && are_scattered(count, greatest - first)
               ? fmt::format("source \"{}\" uses {} of the numbers from {} to {}", source.source, count, first,
                             greatest)
               : std::string();
}

std::string in_words(Shared const &shared)
{
    return fmt::format("{} of {} ids that two sources share have rows that say the same", shared.equal, shared.ids);
}

} // namespace

std::optional<std::string> why_alike(std::span<SeenIds const> sources)
{
    auto const shared = count_shared(sources);
    auto const alone = std::any_of(sources.begin(), sources.end(), [&](auto const &source) {
        return source.rows.size() > 2 * std::max<std::size_t>(shared.ids, 1);
    });
    auto const all_differ = std::all_of(sources.begin(), sources.end(), [](auto const &source) {
        std::set<std::uint64_t> different;
        std::transform(source.rows.begin(), source.rows.end(), std::inserter(different, different.end()),
                       [](auto const &row) { return row.second; });
        return different.size() == source.rows.size();
    });
    auto const alike = shared.ids > 1 && shared.equal == shared.ids && !alone && all_differ;
    return alike ? std::optional(in_words(shared)) : std::nullopt;
}

std::optional<std::string> why_enumerated(std::span<SeenIds const> sources)
{
    auto const &first = sources.front().rows;
    auto const same = std::all_of(sources.begin(), sources.end(), [&](auto const &source) {
        return source.rows.size() == first.size() && std::all_of(first.begin(), first.end(), [&](auto const &row) {
                   return source.rows.contains(row.first);
               });
    });
    if (!same || first.size() < few) {
        return std::nullopt;
    }
    auto const by_id = [](auto const &a, auto const &b) { return a.first < b.first; };
    auto const [least, greatest] = std::minmax_element(first.begin(), first.end(), by_id);
    auto const has_gaps =
        std::cmp_greater(least->first, first.size()) && std::cmp_greater(greatest->first - least->first, first.size());
    return least->first == 0 ? std::optional(fmt::format("all sources have the same {} ids, from 0 on", first.size()))
           : has_gaps ? std::optional(fmt::format("all sources have the same {} ids, from {} to {}", first.size(),
                                                  least->first, greatest->first))
                      : std::nullopt;
}

std::optional<std::string> why_not_counted(std::span<SeenIds const> sources)
{
    std::optional<std::string> result;
    for (auto const &source : sources) {
        if (source.rows.empty()) {
            continue;
        }
        auto const why = why_chosen(source);
        if (why.empty()) {
            return std::nullopt;
        }
        result = result.value_or(why);
    }
    return result;
}

std::optional<std::string> why_meaningful(std::span<SeenIds const> sources, bool of_users)
{
    if (auto const shared = count_shared(sources); !of_users && shared.ids > 1 && 2 * shared.equal > shared.ids) {
        return in_words(shared);
    }
    for (auto const &source : sources) {
        std::int64_t greatest = 0;
        for (auto const &[id, hash] : source.rows) {
            greatest = std::max(greatest, id);
        }
        if (are_scattered(source.rows.size(), greatest)) {
            return fmt::format("source \"{}\" uses {} of the numbers up to {}", source.source, source.rows.size(),
                               greatest);
        }
    }
    return std::nullopt;
}

namespace {

/// What numbers the rows of the table, in the target or any source.
Numbers numbers_of(model::MappedTable const &table, model::KeyColumn const &column,
                   std::span<LooseSequence const> sequences)
{
    auto result = numbers_of(table.target, column.column);
    for (auto const &source : table.sources) {
        result = std::max(result, numbers_of(*source.table, column.column));
    }
    auto const by_loose_sequence = std::any_of(sequences.begin(), sequences.end(), [&](auto const &sequence) {
        return std::find(sequence.surely.begin(), sequence.surely.end(), column) != sequence.surely.end();
    });
    return by_loose_sequence ? Numbers::sequence : result;
}

/// What is to be looked at in one table.
struct Look {
    Numbers numbers = Numbers::client;
    bool of_users = false;
    bool may_be_alike = false; ///< because an installer filled it

    bool is_needed() const
    {
        return numbers == Numbers::client || may_be_alike || (numbers == Numbers::rows && !of_users);
    }

    /// And whether the rows are alike in all sources, whatever numbers them.
    std::pair<std::optional<std::string>, bool> why(std::vector<SeenIds> const &seen) const
    {
        if (may_be_alike) {
            if (auto result = why_alike(seen)) {
                return {std::move(result), true};
            }
        }
        auto result = numbers == Numbers::client ? why_meaningful(seen, of_users) : std::nullopt;
        if (!result && numbers != Numbers::sequence && !of_users) {
            result = why_not_counted(seen);
            result = result ? std::move(result) : why_enumerated(seen);
        }
        return {std::move(result), false};
    }
};

} // namespace

std::vector<MeaningfulIds> meaningful_ids(plan::Plan const &plan, model::Mapping const &mapping,
                                          std::span<LooseSequence const> sequences, RowReader const &read)
{
    std::vector<MeaningfulIds> result;
    auto const of_users = tables_of_users(plan, mapping);
    for (auto const &numbered : numbered_columns(mapping)) {
        auto const &column = numbered.first;
        auto const &table = *model::find_table(mapping, column.table);
        auto const of_accounts = !table.name_column.empty() || plan::has_keys(plan, column.table);
        Look look{numbers_of(table, column, sequences), of_users.contains(column.table), false};
        look.may_be_alike =
            look.numbers != Numbers::client && !look.of_users && may_be_alike(plan, table, column.column);
        if (of_accounts || table.sources.size() < 2 || plan::shifts_ids(plan, column.table, column.column) ||
            !look.is_needed()) {
            continue;
        }
        std::vector<std::string> columns{column.column};
        auto const rest = comparable(table, column.column);
        columns.insert(columns.end(), rest.begin(), rest.end());
        std::vector<SeenIds> seen;
        for (auto const &source : table.sources) {
            seen.push_back(read_ids(source, columns, read));
        }
        if (auto const [why, alike] = look.why(seen); why) {
            constexpr auto by_none = "though no default, sequence or identity hands its numbers out, and they";
            result.push_back(
                {column.table, column.column, alike,
                 fmt::format("\"{}.{}\" would be shifted, {} may mean something: {}", column.table, column.column,
                             look.numbers == Numbers::client ? by_none : "though its numbers", *why)});
        }
    }
    return result;
}

std::string keep_or_shift(MeaningfulIds const &ids)
{
    auto const name = plan::toml_text(plan::written({ids.table, ids.column}));
    std::string const otherwise =
        "\n# or, if they mean nothing elsewhere:\n# [[id]]\n# column = " + name + "\n# keep = false";
    if (ids.alike) {
        return "[table." + plan::toml_key(ids.table) + "]\nmatch = [" + plan::toml_text(ids.column) +
               "]\nshared = true" + otherwise;
    }
    return "[[id]]\ncolumn = " + name + "\nkeep = true" + otherwise;
}

} // namespace tributary::mapping
