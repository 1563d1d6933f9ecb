#include "merge/undeclared/column_finding.hpp"
#include "merge/undeclared/inside.hpp"
#include "merge/undeclared/kind_pairs.hpp"
#include "merge/undeclared/suspects.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace tributary::undeclared {
namespace {

using Looks = Suspect::Looks;

/// What a column may be in several ways is judged in each by itself; the first that is guilty counts.
enum class JudgedAs { by_itself, setting, by_text, copy_of_name };

JudgedAs judged_as(Looks looks)
{
    switch (looks) {
    case Looks::value_of_key: return JudgedAs::setting;
    case Looks::text_by_value: return JudgedAs::by_text;
    case Looks::copy_of_name: return JudgedAs::copy_of_name;
    default: return JudgedAs::by_itself;
    }
}

/// True if the suspect's source has the column of kinds.
bool has_kinds(model::Schema const &schema, Suspect const &suspect, KindPair const &pair)
{
    return !suspect.kind_column.empty() ||
           (!pair.kind_column.empty() &&
            model::find_column(*model::find_table(schema, suspect.table), pair.kind_column) != nullptr);
}

} // namespace

std::vector<model::UncoveredColumn> uncovered(plan::Plan const &plan, std::span<CoverageSource const> sources,
                                              std::span<Suspect const> suspects, std::span<Tally const> tallies)
{
    auto const pairs = pairs_by_value(plan, sources, suspects, tallies);
    std::map<std::tuple<model::KeyColumn, JudgedAs, std::string>, ColumnFinding> by_column;
    for (auto const only_beside_kinds : {true, false}) { // what is said of a column has to know of its kinds
        for (std::size_t i = 0; i < suspects.size(); ++i) {
            auto const &suspect = suspects[i];
            auto const way = judged_as(suspect.looks);
            model::KeyColumn const column{suspect.table, suspect.column};
            auto const pair = pairs.find(column);
            auto const may_be_pair = way == JudgedAs::by_itself || way == JudgedAs::by_text;
            auto const kinds = pair != pairs.end() && may_be_pair ? pair->second : KindPair{};
            if (suspect.looks == Looks::inside ||
                (only_beside_kinds && !has_kinds(sources[suspect.source].schema, suspect, kinds))) {
                continue;
            }
            auto const key = way == JudgedAs::setting ? suspect.kind_column : std::string();
            auto &finding = by_column.try_emplace({column, way, key}, plan, sources, suspect, kinds).first->second;
            if (!only_beside_kinds) {
                finding.add(suspect, tallies[i]);
            }
        }
    }
    std::vector<model::UncoveredColumn> result;
    for (auto &[column, finding] : by_column) {
        if (auto found = finding.finding()) {
            auto const twice =
                !result.empty() && result.back().table == found->table && result.back().column == found->column;
            if (!twice) {
                result.push_back(std::move(*found));
            } else if (finding.is_folded()) {
                result.back() = std::move(*found);
            }
        }
    }
    auto inside = found_inside(plan, sources, suspects, tallies);
    std::move(inside.begin(), inside.end(), std::back_inserter(result));
    std::stable_sort(result.begin(), result.end(), [](auto const &a, auto const &b) {
        return std::tie(a.table, a.column) < std::tie(b.table, b.column);
    });
    return result;
}

} // namespace tributary::undeclared
