#include "merge/uniqueness/own_id.hpp"

#include "merge/model/words.hpp"
#include "merge/staging/first_values.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>

namespace tributary::uniqueness {
namespace {

/// True of a value that nobody chose, or of none.
bool says_nothing(model::Cell const &cell)
{
    constexpr std::size_t least = 16;
    switch (cell.type) {
    case model::Cell::Type::null:
    case model::Cell::Type::blob: return true;
    case model::Cell::Type::integer:
    case model::Cell::Type::real: return false;
    case model::Cell::Type::text: break;
    }
    return cell.bytes.size() >= least &&
           std::any_of(cell.bytes.begin(), cell.bytes.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

} // namespace

std::string own_id(staging::Staging const &staging, model::MappedTable const &table)
{
    constexpr std::int64_t first_rows = 256;
    auto const *const primary = model::primary_key(table.target);
    if (primary == nullptr || primary->columns.size() != 1) {
        return {};
    }
    auto const &name = primary->columns.front();
    auto const &column = *model::find_column(table.target, name);
    if (std::find(table.kept_ids.begin(), table.kept_ids.end(), name) != table.kept_ids.end()) {
        return {};
    }
    if (column.kind == model::Kind::integer || column.type == "uuid") {
        return name;
    }
    bool nothing = true;
    for (auto const &source : table.sources) {
        auto const *const filled = model::find_filled(source, name);
        if (filled == nullptr) {
            continue;
        }
        staging::for_each_of_first_rows(staging, table, source, {filled}, first_rows,
                                        [&](model::Row row) { nothing = nothing && says_nothing(row[0]); });
    }
    return nothing ? name : std::string();
}

} // namespace tributary::uniqueness
