#include "merge/discovery/init_counts.hpp"

#include "merge/references/array_ids.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace tributary::discovery {
namespace {

using model::KeyColumn;

/// 64 bits that two different values share so rarely that a count does not change by it.
std::uint64_t mark_of(model::Cell const &cell)
{
    std::array<char, 32> digits{};
    auto bytes = cell.bytes;
    if (cell.type == model::Cell::Type::integer) {
        auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), cell.integer).ptr;
        bytes = {digits.data(), static_cast<std::size_t>(end - digits.data())};
    } else if (cell.type == model::Cell::Type::real) {
        auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), cell.real).ptr;
        bytes = {digits.data(), static_cast<std::size_t>(end - digits.data())};
    }
    return std::hash<std::string_view>{}(bytes);
}

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

/// The values of a column, for look-ups.
class Known {
public:
    Known(SeenSource const &source, databases::Source &database, KeyColumn const &column)
    {
        each_value(source, database, column, [&](model::Cell const &cell) { m_marks.push_back(mark_of(cell)); });
        std::sort(m_marks.begin(), m_marks.end());
    }

    bool has(model::Cell const &cell) const
    {
        return std::binary_search(m_marks.begin(), m_marks.end(), mark_of(cell));
    }

private:
    std::vector<std::uint64_t> m_marks;
};

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

void count_references(std::span<SeenSource const> sources,
                      std::span<std::unique_ptr<databases::Source> const> databases,
                      std::vector<SoftReference> &references)
{
    for (std::size_t i = 0; i < sources.size(); ++i) {
        std::map<KeyColumn, Known> known;
        for (auto &reference : references) {
            if (reference.to.empty()) {
                continue;
            }
            for (auto const &to : reference.to) {
                if (!known.contains(to)) {
                    known.emplace(to, Known(sources[i], *databases[i], to));
                }
            }
            auto const count = [&](model::Cell const &cell) {
                ++reference.values;
                for (std::size_t candidate = 0; candidate < reference.to.size(); ++candidate) {
                    reference.hits[candidate] += known.at(reference.to[candidate]).has(cell) ? 1 : 0;
                }
            };
            each_value(sources[i], *databases[i], reference.from, [&](model::Cell const &cell) {
                if (!reference.array) {
                    count(cell);
                    return;
                }
                for (auto const &spot : references::array_ids(cell.bytes).list) {
                    count(model::Cell::of(spot.id));
                }
            });
        }
    }
}

} // namespace tributary::discovery
