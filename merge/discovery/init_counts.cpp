#include "merge/discovery/init_counts.hpp"

#include "merge/identity/series.hpp"
#include "merge/undeclared/counter.hpp"

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

} // namespace tributary::discovery
