#include "merge/model/mapping.hpp"

#include "merge/model/expect_found.hpp"

#include <algorithm>

namespace tributary::model {
namespace {

template <typename Item, typename Is> Item const *find(std::vector<Item> const &items, Is const &is)
{
    auto const found = std::find_if(items.begin(), items.end(), is);
    return found == items.end() ? nullptr : &*found;
}

} // namespace

MappedTable const *find_table(Mapping const &mapping, std::string_view label)
{
    return find(mapping, [&](auto const &one) { return one.target.label == label; });
}

MappedSource const *find_source(MappedTable const &table, std::uint32_t source)
{
    return find(table.sources, [&](auto const &one) { return one.source == source; });
}

MappedColumn const *find_filled(MappedSource const &source, std::string_view name)
{
    return find(source.columns, [&](auto const &one) { return one.name == name && !one.value.empty(); });
}

bool refers(MappedTable const &table, std::string_view name)
{
    return std::any_of(table.sources.begin(), table.sources.end(), [&](auto const &source) {
        auto const *const column = find_filled(source, name);
        return column != nullptr && (!column->chain.empty() || !column->declared.empty());
    });
}

bool refers_to(MappedSource const &source, std::string_view label)
{
    auto const leads_there = [&](Chain const &chain) {
        return std::any_of(chain.begin(), chain.end(), [&](auto const &key) { return key.table == label; });
    };
    return std::any_of(source.references.begin(), source.references.end(),
                       [&](auto const &key) { return key.table == label; }) ||
           std::any_of(source.columns.begin(), source.columns.end(), [&](auto const &column) {
               return leads_there(column.chain) ||
                      std::any_of(column.declared.begin(), column.declared.end(),
                                  [&](auto const &reference) { return leads_there(reference.chain); });
           });
}

MappedTable const &users_of(Mapping const &mapping)
{
    return expect_found(
        mapping, [](auto const &one) { return !one.name_column.empty(); }, "table of", "users");
}

} // namespace tributary::model
