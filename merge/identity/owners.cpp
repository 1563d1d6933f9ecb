#include "merge/identity/owners.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace tributary::identity {
namespace {

using Holds = model::DeclaredReference::Holds;

/// The value in the rows in which it is an id of this source's users, and NULL in the others.
std::string owner_where_declared(model::MappedColumn const &column, std::uint32_t source, std::string const &users)
{
    std::string cases;
    auto refers = false;
    for (auto const &reference : column.declared) { // of those by value the first that holds counts
        if (reference.holds != Holds::value || reference.when.empty()) {
            continue;
        }
        auto const is_owner = !reference.chain.empty() && reference.chain.front().table == users &&
                              model::ids_of(reference, source) == source;
        auto const value = reference.as_text ? "CAST(" + column.value + " AS INTEGER)" : column.value;
        cases += " WHEN (" + reference.when + ") THEN " + (is_owner ? value : "NULL");
        refers = refers || is_owner;
    }
    return refers ? "CASE" + cases + " END" : std::string();
}

} // namespace

std::optional<staging::OwnedRows> rows_of_accounts(model::MappedTable const &table, model::MappedSource const &source,
                                                   model::MappedTable const &users)
{
    auto const &label = users.target.label;
    auto const in_all_rows = std::find_if(source.columns.begin(), source.columns.end(), [&](auto const &column) {
        return !column.value.empty() && !column.chain.empty() && column.chain.front().table == label;
    });
    if (in_all_rows != source.columns.end()) {
        return staging::OwnedRows{source.source,
                                  source.staged,
                                  table.target.label,
                                  in_all_rows->value,
                                  in_all_rows->chain.front().column == users.name_column,
                                  source.left_out_unless};
    }
    for (auto const &column : source.columns) {
        auto owner = column.value.empty() ? std::string() : owner_where_declared(column, source.source, label);
        if (!owner.empty()) {
            return staging::OwnedRows{source.source,    source.staged, table.target.label,
                                      std::move(owner), false,         source.left_out_unless};
        }
    }
    return std::nullopt;
}

} // namespace tributary::identity
