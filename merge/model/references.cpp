#include "merge/model/references.hpp"

#include <algorithm>

namespace tributary::model {
namespace {

using Holds = DeclaredReference::Holds;

std::string and_also(std::string const &condition, std::string const &other)
{
    return condition.empty() ? other : condition + " AND " + other;
}

} // namespace

std::string condition_of(MappedColumn const &column, DeclaredReference const &reference)
{
    // an expression may end in a comment
    auto condition = reference.when.empty() ? std::string() : "(" + reference.when + "\n) IS TRUE";
    if (reference.holds != Holds::value) {
        return condition;
    }
    for (auto const &earlier : column.declared) {
        if (earlier.position == reference.position) {
            break;
        }
        if (earlier.holds == Holds::value) {
            condition = and_also(condition, earlier.when.empty() ? "0" : "(" + earlier.when + "\n) IS NOT TRUE");
        }
    }
    return condition;
}

bool has_references(MappedTable const &table)
{
    return std::any_of(table.sources.begin(), table.sources.end(), [](auto const &source) {
        return !source.references.empty() ||
               std::any_of(source.columns.begin(), source.columns.end(),
                           [](auto const &column) { return !column.chain.empty() || !column.declared.empty(); });
    });
}

} // namespace tributary::model
