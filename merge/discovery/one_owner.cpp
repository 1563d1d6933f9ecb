#include "merge/discovery/one_owner.hpp"

#include "merge/model/cell.hpp"
#include "merge/undeclared/counter.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

namespace tributary::discovery {
namespace {

constexpr std::size_t most_links = 20000;
constexpr std::size_t least_owned = 3;

/// A table of links: each row has a row of the lookup table and one that belongs to a user.
struct LinkTable {
    std::string label;
    std::string to_lookup;
    std::string to_linked;
    std::string linked;
    std::string id;    ///< of `linked`
    std::string owner; ///< of `linked`
};

std::vector<LinkTable> link_tables(model::Schema const &shape, std::span<Link const> links, std::string const &users,
                                   std::string const &lookup)
{
    std::vector<LinkTable> result;
    for (auto const &first : links) {
        for (auto const &second : links) {
            auto const linked = first.to == lookup && second.from == first.from && second.column != first.column &&
                                second.to != lookup && second.to != users && first.from != lookup;
            auto const *const primary = linked ? model::primary_key(*model::find_table(shape, second.to)) : nullptr;
            auto const owner = std::find_if(links.begin(), links.end(), [&](auto const &link) {
                return link.from == second.to && link.to == users;
            });
            if (primary != nullptr && primary->columns.size() == 1 && owner != links.end()) {
                result.push_back(
                    {first.from, first.column, second.column, second.to, primary->columns.front(), owner->column});
            }
        }
    }
    return result;
}

/// Passes on both columns of each row that has both.
template <typename Each>
void each_pair(SeenSource const &source, databases::Source &database, std::string const &label,
               std::string const &first, std::string const &second, Each const &each)
{
    auto const columns = own_columns(source, label, {first, second});
    if (!columns) {
        return;
    }
    database.read(*own_table(source, label), *columns, [&](model::Row row) {
        if (row[0].type != model::Cell::Type::null && row[1].type != model::Cell::Type::null) {
            each(undeclared::text_of(row[0]), undeclared::text_of(row[1]));
        }
    });
}

bool has_one_owner(SeenSource const &source, databases::Source &database, LinkTable const &table)
{
    std::map<std::string, std::set<std::string>> linked; // by row of the lookup table
    std::unordered_map<std::string, std::string> owners; // by linked row
    std::size_t count = 0;
    each_pair(source, database, table.label, table.to_lookup, table.to_linked, [&](auto lookup, auto const &row) {
        if (++count <= most_links) {
            owners.emplace(row, std::string());
            linked[std::move(lookup)].insert(row);
        }
    });
    each_pair(source, database, table.linked, table.id, table.owner, [&](auto const &row, auto owner) {
        if (auto const found = owners.find(row); found != owners.end()) {
            found->second = std::move(owner);
        }
    });
    std::size_t several = 0;
    std::size_t owned = 0;
    std::set<std::string> owning;
    for (auto const &[lookup, rows] : linked) {
        std::set<std::string> owners_of_rows;
        std::size_t with_owner = 0;
        for (auto const &row : rows) {
            if (auto const &owner = owners[row]; !owner.empty()) {
                owners_of_rows.insert(owner);
                ++with_owner;
            }
        }
        several += with_owner > 1 ? 1 : 0;
        if (with_owner > 1 && owners_of_rows.size() == 1) {
            ++owned;
            owning.insert(*owners_of_rows.begin());
        }
    }
    return owning.size() >= least_owned && owned * 10 >= several * 9;
}

} // namespace

void find_one_owner(model::Schema const &shape, std::span<SeenSource const> sources,
                    std::span<std::unique_ptr<databases::Source> const> databases, std::span<Link const> links,
                    std::string const &users, std::vector<LookupGuess> &guesses)
{
    for (auto &guess : guesses) {
        if (!guess.evident || !guess.joins.empty()) {
            continue;
        }
        for (auto const &table : link_tables(shape, links, users, guess.table)) {
            for (std::size_t i = 0; i < sources.size() && guess.joins.empty(); ++i) {
                if (has_one_owner(sources[i], *databases[i], table)) {
                    guess.joins = table.label;
                }
            }
        }
    }
}

} // namespace tributary::discovery
