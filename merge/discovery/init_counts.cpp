#include "merge/discovery/init_counts.hpp"

#include "merge/identity/series.hpp"
#include "merge/undeclared/counter.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace tributary::discovery {
namespace {

using model::KeyColumn;

/// Every value of the column but NULL; nothing if the source has no such column.
template <typename Each>
void each_value(SeenSource const &source, databases::Source &database, KeyColumn const &column, Each const &each)
{
    auto const *const table = own_table(source, column.table);
    auto const *const own = own_column(source, column);
    if (table == nullptr || own == nullptr || own->generated) {
        return;
    }
    database.read(*table, std::span(own, 1), [&](model::Row row) {
        if (row[0].type != model::Cell::Type::null) {
            each(row[0]);
        }
    });
}

/// Whether numbers count rows: 1, 2, 3 for each of what they are numbered in.
class Numbering {
public:
    void add(std::string const &parent, std::int64_t number)
    {
        constexpr std::size_t most = 1000;
        if (m_parents.size() >= most && !m_parents.contains(parent)) {
            return;
        }
        auto const [found, added] = m_parents.try_emplace(parent, One{0, number, number});
        auto &one = found->second;
        ++one.rows;
        one.least = std::min(one.least, number);
        one.greatest = std::max(one.greatest, number);
    }

    bool counts_rows() const
    {
        constexpr std::int64_t most_counted = std::int64_t{1} << 40; // a thousand of these can be added
        std::size_t first = 0;
        std::int64_t rows = 0;
        std::int64_t greatest = 0;
        for (auto const &[parent, one] : m_parents) {
            first += one.least <= 1 ? 1 : 0;
            rows += one.rows;
            greatest += std::min(one.greatest, most_counted);
        }
        return first * 2 >= m_parents.size() && greatest <= rows * 2;
    }

private:
    struct One {
        std::int64_t rows = 0;
        std::int64_t least = 0;
        std::int64_t greatest = 0;
    };
    std::map<std::string, One> m_parents;
};

/// True if the column of the key counts the rows that are equal in the others, in each source.
bool counts_rows(UniqueGuess const &guess, std::span<SeenSource const> sources,
                 std::span<std::unique_ptr<databases::Source> const> databases)
{
    for (std::size_t i = 0; i < sources.size(); ++i) {
        auto const *const table = own_table(sources[i], guess.table);
        std::vector<model::Column> key;
        for (auto const &name : guess.columns) {
            auto const *const own = own_column(sources[i], {guess.table, name});
            if (own != nullptr && !own->generated) {
                key.push_back(*own);
            }
        }
        if (table == nullptr || key.size() != guess.columns.size()) {
            continue;
        }
        Numbering numbering;
        databases[i]->read(*table, key, [&](model::Row row) {
            std::string parent;
            std::optional<std::int64_t> number;
            for (std::size_t part = 0; part < row.size(); ++part) {
                if (guess.columns[part] == guess.column) {
                    number = undeclared::number_of(row[part]);
                } else {
                    parent += undeclared::text_of(row[part]) + '\x1f';
                }
            }
            if (number) {
                numbering.add(parent, *number);
            }
        });
        if (!numbering.counts_rows()) {
            return false;
        }
    }
    return true;
}

} // namespace

void count_keys(std::span<SeenSource const> sources, std::span<std::unique_ptr<databases::Source> const> databases,
                std::vector<KeysGuess> &candidates)
{
    for (auto &candidate : candidates) {
        for (std::size_t i = 0; i < sources.size(); ++i) {
            each_value(sources[i], *databases[i], {candidate.table, candidate.column}, [&](model::Cell const &cell) {
                ++candidate.values;
                candidate.ssh += begins_like_ssh(cell.bytes) ? 1 : 0;
            });
        }
    }
}

void doubt_counted_lookups(std::span<SeenSource const> sources,
                           std::span<std::unique_ptr<databases::Source> const> databases,
                           std::vector<LookupGuess> &guesses)
{
    for (auto &guess : guesses) {
        std::size_t counted = 0;
        for (std::size_t i = 0; guess.match.size() == 1 && i < sources.size(); ++i) {
            identity::Series series;
            each_value(sources[i], *databases[i], {guess.table, guess.match[0]},
                       [&](model::Cell const &cell) { series.add(undeclared::text_of(cell)); });
            counted += series.is_counted() ? 1 : 0;
        }
        guess.counted = counted > 1;
    }
    std::erase_if(guesses, [](auto const &guess) { return guess.counted && !guess.evident; });
}

void forget_numbers_of_kinds(std::span<SeenSource const> sources,
                             std::span<std::unique_ptr<databases::Source> const> databases,
                             std::vector<UniqueGuess> &guesses)
{
    std::erase_if(guesses, [&](UniqueGuess const &guess) {
        return guess.policy == "renumber" && guess.columns.size() > 1 && !counts_rows(guess, sources, databases);
    });
}

} // namespace tributary::discovery
