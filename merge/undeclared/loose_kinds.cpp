#include "merge/undeclared/loose_kinds.hpp"

#include "merge/undeclared/role_kinds.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace tributary::undeclared {
namespace {

constexpr std::size_t most_few = 64;
constexpr std::size_t most_compared = 8; ///< kinds
constexpr char const *null_kind = "NULL";

/// True if the kinds are yes and no, and the column is called after a table.
bool is_flag_of_table(std::string const &column, std::vector<FewKinds::Kind> const &kinds, Known const &known)
{
    constexpr std::array values = {"0", "1", "t", "f"};
    auto const is_value = [&](FewKinds::Kind const &kind) {
        return std::find(values.begin(), values.end(), kind.text) != values.end();
    };
    return kinds.size() == 2 && std::all_of(kinds.begin(), kinds.end(), is_value) &&
           std::any_of(known.tables.begin(), known.tables.end(),
                       [&](auto const &table) { return may_be_flag_of(column, table.first.table); });
}

/// True if one of the kinds may be called like a table.
bool has_word(std::vector<FewKinds::Kind> const &kinds)
{
    constexpr std::ptrdiff_t shortest = 3;
    return std::any_of(kinds.begin(), kinds.end(), [](FewKinds::Kind const &kind) {
        return kind.as_text && std::count_if(kind.text.begin(), kind.text.end(), [](unsigned char c) {
                                   return c >= 0x80 || std::isalpha(c) != 0;
                               }) >= shortest;
    });
}

} // namespace

std::optional<std::size_t> FewKinds::index_of(model::Cell const &cell)
{
    if (m_too_many || cell.type == model::Cell::Type::null) {
        return std::nullopt;
    }
    if (cell.bytes.size() > longest_kind || cell.type == model::Cell::Type::blob) {
        m_too_many = true;
        return std::nullopt;
    }
    auto const [found, added] = m_numbers.try_emplace(text_of(cell), m_kinds.size());
    if (added && m_kinds.size() == most_few) {
        m_too_many = true;
        return std::nullopt;
    }
    if (added) {
        m_kinds.push_back({found->first, false, false});
    }
    auto &kind = m_kinds[found->second];
    (cell.type == model::Cell::Type::text ? kind.as_text : kind.as_number) = true;
    return found->second;
}

LooseKinds::LooseKinds(std::span<Suspect const> suspects, Known const &known,
                       std::function<std::size_t(std::string const &)> const &place_of)
    : m_known(known)
{
    for (std::size_t i = 0; i < suspects.size(); ++i) {
        for (auto const &name : suspects[i].may_be_kinds) {
            auto const found = std::find_if(m_columns.begin(), m_columns.end(),
                                            [&](auto const &column) { return column.name == name; });
            auto const number = static_cast<std::size_t>(found - m_columns.begin());
            if (found == m_columns.end()) {
                m_columns.push_back({name, place_of(name), {}, {}});
            }
            m_pairs.push_back({i, place_of(suspects[i].column), number, is_of_role(suspects[i]), {}, {}});
        }
    }
}

void LooseKinds::count(model::Row row)
{
    auto fewer = false;
    for (auto &column : m_columns) {
        auto const had_room = !column.kinds.too_many();
        column.current = column.kinds.index_of(row[column.place]);
        fewer = fewer || (had_room && column.kinds.too_many());
    }
    if (fewer) {
        std::erase_if(m_pairs, [&](Pair const &pair) { return m_columns[pair.column].kinds.too_many(); });
    }
    for (auto &pair : m_pairs) {
        auto const &column = m_columns[pair.column];
        auto const of_null = pair.of_role && row[column.place].type == model::Cell::Type::null;
        if (!column.current && !of_null) {
            continue;
        }
        auto const number = number_of(row[pair.place]);
        if (!number || *number < 1) {
            continue;
        }
        if (column.current && pair.by_kind.size() <= *column.current) {
            pair.by_kind.resize(*column.current + 1);
        }
        auto &numbers = column.current ? pair.by_kind[*column.current] : pair.of_null;
        numbers.add(*number);
    }
}

void LooseKinds::add(Tally &tally, Pair const &pair, FewKinds::Kind const &kind, KindNumbers const &numbers) const
{
    auto &of = tally.loose_kinds[m_columns[pair.column].name][kind.text];
    of = numbers.of(m_known, tally.sizes);
    of.as_number = kind.as_number;
    of.as_text = kind.as_text;
    of.as_null = !kind.as_number && !kind.as_text;
    of.shared = static_cast<std::size_t>(
        std::count_if(numbers.different.begin(), numbers.different.end(), [&](std::int64_t number) {
            auto const has = [&](KindNumbers const &other) {
                return &other != &numbers && other.different.contains(number);
            };
            return has(pair.of_null) || std::any_of(pair.by_kind.begin(), pair.by_kind.end(), has);
        }));
}

/// True if the kinds are few enough to compare the numbers of each with all tables: O(kinds * tables).
bool LooseKinds::has_few_kinds(Pair const &pair)
{
    auto const count =
        std::count_if(pair.by_kind.begin(), pair.by_kind.end(), [](auto const &numbers) { return numbers.values > 0; });
    return count > 1 && pair.by_kind.size() <= most_compared;
}

void LooseKinds::finish(std::span<Tally> tallies) const
{
    for (auto const &pair : m_pairs) {
        auto const &column = m_columns[pair.column];
        auto const &kinds = column.kinds;
        if (!pair.of_role && !says_kind(column.name) && !has_word(kinds.kinds()) &&
            !is_flag_of_table(column.name, kinds.kinds(), m_known) && !has_few_kinds(pair)) {
            continue; // neither a name nor a value speaks of kinds
        }
        bool is_free = true;
        for (std::size_t i = 0; i < pair.by_kind.size(); ++i) {
            is_free = is_free && kinds.kinds()[i].text != null_kind;
            if (pair.by_kind[i].values > 0) {
                add(tallies[pair.suspect], pair, kinds.kinds()[i], pair.by_kind[i]);
            }
        }
        if (pair.of_null.values > 0 && is_free) {
            add(tallies[pair.suspect], pair, {null_kind, false, false}, pair.of_null);
        }
    }
}

} // namespace tributary::undeclared
