#include "merge/discovery/init_counts.hpp"

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

} // namespace tributary::discovery
