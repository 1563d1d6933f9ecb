#include "merge/discovery/chosen_lookups.hpp"

#include "merge/model/cell.hpp"
#include "merge/undeclared/counter.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace tributary::discovery {
namespace {

constexpr std::size_t most_rows = 20000;
constexpr std::size_t least_same_names = 5; ///< that two services have by chance, one time in many
constexpr std::size_t least_same_rows = 3;  ///< the same, of rows that have the same ids too

struct OfferedRows {
    std::map<std::string, std::string> ids; ///< by what identifies a row
    std::set<std::string> unused;           ///< ids
    bool whole = true;                      ///< false: there are more
};

OfferedRows read_rows(SeenSource const &source, databases::Source &database, std::string const &label,
                      std::vector<std::string> const &id_and_texts, std::span<Link const> links)
{
    OfferedRows rows;
    auto const columns = own_columns(source, label, id_and_texts);
    if (!columns) {
        return rows;
    }
    database.read(*own_table(source, label), *columns, [&](model::Row row) {
        rows.whole = rows.whole && rows.ids.size() < most_rows;
        if (!rows.whole) {
            return;
        }
        std::string texts;
        for (auto const &cell : row.subspan(1)) {
            texts += undeclared::text_of(cell) + '\n';
        }
        auto const id = undeclared::text_of(row[0]);
        rows.ids.emplace(std::move(texts), id);
        rows.unused.insert(id);
    });
    if (!rows.whole) {
        return rows;
    }
    for (auto const &link : links) {
        auto const referring = own_columns(source, link.from, {link.column});
        if (link.to != label || link.from == label || !referring) {
            continue;
        }
        database.read(*own_table(source, link.from), *referring, [&](model::Row row) {
            if (row[0].type != model::Cell::Type::null) {
                rows.unused.erase(undeclared::text_of(row[0]));
            }
        });
    }
    return rows;
}

/// True if these are the same rows, and not by chance. `called`: by its name the table is a lookup table.
bool are_same(OfferedRows const &one, OfferedRows const &other, bool called)
{
    std::size_t same_names = 0;
    std::size_t same_ids = 0;
    for (auto const &[name, id] : one.ids) {
        auto const found = other.ids.find(name);
        same_names += found != other.ids.end() ? 1 : 0;
        same_ids += found != other.ids.end() && found->second == id ? 1 : 0;
    }
    auto const smaller = std::min(one.ids.size(), other.ids.size());
    if (!one.whole || !other.whole || same_names < 2 || same_names * 10 < smaller * 9) {
        return false;
    }
    auto const not_by_chance =
        same_names >= least_same_names || (same_names >= least_same_rows && same_ids == same_names);
    return called || (not_by_chance && !one.unused.empty() && !other.unused.empty());
}

} // namespace

void compare_chosen_lookups(model::Schema const &shape, std::span<SeenSource const> sources,
                            std::span<std::unique_ptr<databases::Source> const> databases, std::span<Link const> links,
                            std::vector<LookupGuess> &guesses)
{
    for (auto &guess : guesses) {
        auto const &table = *model::find_table(shape, guess.table);
        auto const *const primary = model::primary_key(table);
        if (guess.chosen.empty() || !guess.joins.empty() || !guess.evident || primary == nullptr ||
            primary->columns.size() != 1) {
            continue;
        }
        std::vector<std::string> columns = primary->columns;
        for (auto const &name : guess.match) {
            if (model::find_column(table, name)->kind == model::Kind::text) {
                columns.push_back(name);
            }
        }
        auto const called = is_called_lookup(table.name);
        std::optional<OfferedRows> first;
        guess.offered = true;
        for (std::size_t i = 0; i < sources.size(); ++i) {
            if (own_table(sources[i], guess.table) == nullptr) {
                continue;
            }
            auto rows = read_rows(sources[i], *databases[i], guess.table, columns, links);
            if (!first) {
                first = std::move(rows);
            } else {
                guess.offered = guess.offered && are_same(*first, rows, called);
            }
        }
    }
}

} // namespace tributary::discovery
