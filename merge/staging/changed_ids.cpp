#include "merge/staging/changed_ids.hpp"

namespace tributary::staging {

std::vector<IdsFound> find_changed_ids(Staging const &staging, model::MappedTable const &table,
                                       model::MappedSource const &source, std::span<IdSearch const> searches,
                                       Exceptions const &exceptions)
{
    std::string counts;
    for (auto const &search : searches) {
        auto const value = "(" + search.value + ")";
        counts +=
            (counts.empty() ? "count(" : ", count(") + value + "), count(CASE WHEN length(" + value +
            ") >= " + std::to_string(search.shortest) +
            " AND EXISTS (SELECT 1 FROM crosswalk AS \"tributary.changed\" WHERE \"tributary.changed\".key_id = " +
            std::to_string(search.key) + " AND \"tributary.changed\".old = " + value +
            " AND \"tributary.changed\".new IS NOT \"tributary.changed\".old) THEN 1 END)";
    }
    auto row = staging.database().prepare("SELECT " + counts + staged_rows(table, source, exceptions));
    row.step();
    std::vector<IdsFound> result;
    for (std::size_t i = 0; i < searches.size(); ++i) {
        auto const at = static_cast<int>(2 * i);
        result.push_back({row.integer(at), row.integer(at + 1)});
    }
    return result;
}

} // namespace tributary::staging
