#include "merge/mapping/numbered.hpp"

#include "merge/references/references.hpp"

#include <algorithm>
#include <limits>

namespace tributary::mapping {
namespace {

/// The greatest id that the column can hold as the reference says.
std::int64_t room_for_ids(model::Column const &column, model::DeclaredReference const &reference)
{
    using Holds = model::DeclaredReference::Holds;
    constexpr auto any = std::numeric_limits<std::int64_t>::max();
    if (reference.holds == Holds::array) {
        return column.type.starts_with("smallint")  ? std::numeric_limits<std::int16_t>::max()
               : column.type.starts_with("integer") ? std::numeric_limits<std::int32_t>::max()
                                                    : any;
    }
    return reference.holds == Holds::value && column.max_integer > 0 ? column.max_integer : any;
}

} // namespace

model::KeyColumn origin_of(model::MappedTable const &table, model::MappedColumn const &column)
{
    return column.chain.empty() ? references::KeyColumn{table.target.label, column.name} : column.chain.back();
}

std::optional<RowNames> rows_named_by(model::MappedTable const &table, std::string const &column,
                                      std::map<model::KeyColumn, std::int64_t> const &numbered)
{
    std::optional<RowNames> result;
    auto const add = [&](model::KeyColumn const &end) {
        auto const shifted = numbered.contains(end);
        if (!result || (shifted && !result->shifted)) {
            result = RowNames{end, shifted};
        }
    };
    for (auto const &source : table.sources) {
        auto const *const mapped = model::find_filled(source, column);
        if (mapped == nullptr) {
            continue;
        }
        auto const origin = origin_of(table, *mapped);
        if (!mapped->chain.empty() || numbered.contains(origin)) {
            add(origin);
        }
        for (auto const &reference : mapped->declared) {
            add(reference.chain.back());
        }
    }
    return result;
}

std::string describe(RowNames const &names, model::KeyColumn const &column)
{
    auto const name = "column \"" + column.table + "." + column.column + "\"";
    return names.of == column ? name + " is an id"
                              : name + " refers to \"" + names.of.table + "." + names.of.column + "\"";
}

std::map<model::KeyColumn, std::int64_t> numbered_columns(model::Mapping const &mapping)
{
    std::map<references::KeyColumn, std::int64_t> result;
    for (auto const &table : mapping) {
        for (auto const &column : table.target.columns) {
            bool refers = false;
            bool numbered = references::is_numbered(table.target, column);
            for (auto const &source : table.sources) {
                auto const *const own = model::find_column(*source.table, column.name);
                numbered = numbered || (own != nullptr && references::is_numbered(*source.table, *own));
                for (auto const &mapped : source.columns) {
                    refers = refers || (mapped.name == column.name && !mapped.chain.empty());
                }
            }
            auto const kept =
                std::find(table.kept_ids.begin(), table.kept_ids.end(), column.name) != table.kept_ids.end();
            if (numbered && !refers && !kept) {
                result.emplace(references::KeyColumn{table.target.label, column.name},
                               std::numeric_limits<std::int64_t>::max());
            }
        }
    }
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            for (auto const &mapped : source.columns) {
                auto const found = result.find(origin_of(table, mapped));
                auto const *const column = model::find_column(table.target, mapped.name);
                if (found != result.end() && column->max_integer > 0) {
                    found->second = std::min(found->second, column->max_integer);
                }
                for (auto const &reference : mapped.declared) {
                    auto const origin = result.find(reference.chain.back());
                    if (origin != result.end()) {
                        origin->second = std::min(origin->second, room_for_ids(*column, reference));
                    }
                }
            }
        }
    }
    return result;
}

void apply_offsets(model::Mapping &mapping,
                   std::map<std::pair<model::KeyColumn, std::uint32_t>, std::int64_t> const &offsets)
{
    for (auto &table : mapping) {
        for (auto &source : table.sources) {
            for (auto &column : source.columns) {
                auto const found = offsets.find({origin_of(table, column), source.source});
                column.offset = found == offsets.end() ? 0 : found->second;
                for (auto &reference : column.declared) {
                    auto const origin = offsets.find({reference.chain.back(), model::ids_of(reference, source.source)});
                    reference.offset = origin == offsets.end() ? 0 : origin->second;
                }
            }
        }
    }
}

} // namespace tributary::mapping
