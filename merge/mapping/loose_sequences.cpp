#include "merge/mapping/loose_sequences.hpp"

#include "merge/references/references.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>

namespace tributary::mapping {
namespace {

/// What is found out about one sequence, source by source.
struct Evidence {
    std::set<model::KeyColumn> surely;
    std::set<model::KeyColumn> maybe;
    std::set<model::KeyColumn> others; ///< columns of other integers that end where it stands
    std::set<model::KeyColumn> apart;  ///< those that end elsewhere
};

bool is_of_a_column(model::Schema const &schema, std::string const &label)
{
    return std::any_of(schema.tables.begin(), schema.tables.end(), [&](auto const &table) {
        return std::any_of(table.columns.begin(), table.columns.end(),
                           [&](auto const &column) { return column.sequence == label; });
    });
}

bool is_own_number(model::Table const &table, model::Column const &column, model::MappedColumn const &mapped)
{
    return mapped.chain.empty() && references::is_numbered(table, column);
}

/// Between any two numbers, which may be further apart than an std::int64_t can say.
std::uint64_t distance(std::int64_t first, std::int64_t second)
{
    auto const [least, greatest] = std::minmax(first, second);
    return static_cast<std::uint64_t>(greatest) - static_cast<std::uint64_t>(least);
}

void look(model::Sequence const &sequence, model::MappedTable const &table, model::MappedSource const &source,
          IdExtents const &extents, Evidence &found)
{
    for (auto const &mapped : source.columns) {
        auto const *const own = model::find_column(*source.table, mapped.name);
        auto const feeds = own == nullptr || own->kind != model::Kind::integer || !own->sequence.empty() ||
                           own->identity || own->generated || mapped.computed;
        auto const extent = feeds ? std::nullopt : extents(source, mapped.name);
        if (!extent) {
            continue;
        }
        auto const step = std::max<std::uint64_t>(distance(0, sequence.increment), 1);
        model::KeyColumn const column{table.target.label, mapped.name};
        if (!is_own_number(*source.table, *own, mapped)) {
            // a column that ends earlier may only lack rows that were deleted
            if (mapped.chain.empty() && extent->greatest == sequence.last) {
                found.others.insert(column);
            } else if (mapped.chain.empty() && extent->greatest > sequence.last) {
                found.apart.insert(column);
            }
            continue;
        }
        auto const past = extent->greatest > sequence.last;
        if (extent->greatest > 0 && distance(extent->greatest, sequence.last) <= step) {
            found.surely.insert(column);
        }
        if (extent->least <= sequence.last && (!past || extent->greatest >= sequence.last)) {
            found.maybe.insert(column);
        }
    }
}

} // namespace

std::vector<LooseSequence> loose_sequences(std::vector<staging::StagedSource> const &sources,
                                           model::Mapping const &mapping, IdExtents const &extents)
{
    std::map<std::string, Evidence> all;
    for (std::uint32_t number = 0; number < sources.size(); ++number) {
        for (auto const &sequence : sources[number].schema.sequences) {
            auto const fed = std::any_of(sources.begin(), sources.end(), [&](auto const &source) {
                return is_of_a_column(source.schema, sequence.label);
            });
            if (!sequence.called || fed) {
                continue;
            }
            auto &found = all[sequence.label];
            for (auto const &table : mapping) {
                if (auto const *const source = model::find_source(table, number)) {
                    look(sequence, table, *source, extents, found);
                }
            }
        }
    }
    std::vector<LooseSequence> result;
    for (auto &[label, found] : all) {
        LooseSequence sequence{label, {}, {found.surely.begin(), found.surely.end()}, {}, false};
        if (!found.surely.empty()) {
            found.maybe.insert(found.surely.begin(), found.surely.end());
            sequence.ids.assign(found.maybe.begin(), found.maybe.end());
        } else {
            std::set_difference(found.others.begin(), found.others.end(), found.apart.begin(), found.apart.end(),
                                std::back_inserter(sequence.others));
        }
        sequence.is_known = !found.others.empty() || !found.surely.empty();
        result.push_back(std::move(sequence));
    }
    return result;
}

std::string unknown_in_words(LooseSequence const &sequence)
{
    return "no default names sequence \"" + sequence.label +
           "\", and no column ends where it stands: what it numbers is not known; in the target it goes on after the "
           "greatest value of all sources";
}

} // namespace tributary::mapping
