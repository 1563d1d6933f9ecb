#include "merge/undeclared/split_by_kind.hpp"

#include "merge/undeclared/kinds_by_fit.hpp"
#include "merge/undeclared/user_words.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <utility>

namespace tributary::undeclared {
namespace {

constexpr std::size_t most_split = 8; ///< kinds
constexpr double rare_beside = 1e-2;  ///< of one column beside it
constexpr double not_unusual = 0.3;   ///< where a name says that it is a kind

std::set<std::string> kind_columns_of(Counts const &counts)
{
    std::set<std::string> result;
    for (auto const &[suspect, tally] : counts) {
        for (auto const &[column, kinds] : tally.loose_kinds) {
            result.insert(column);
        }
    }
    return result;
}

/// The kinds whose ids are the target's, where those of others are not.
struct OneTable {
    KindTables kinds;
    double by_accident = 1;
};

OneTable kinds_of_target(Counts const &counts, model::KeyColumn const &target)
{
    OneTable result;
    Tally::Of all;
    std::size_t distinct = 0;
    bool others = false;
    auto const kinds = kinds_of(counts);
    for (auto const &[kind, of] : kinds) {
        auto const hits = hits_of_kind(of, target);
        all.distinct += of.distinct;
        all.tables[target] += hits;
        others = others || hits * 2 < of.distinct;
        if (hits == of.distinct && hits > 1) {
            distinct += of.distinct;
            result.kinds.tables.emplace(kind, target);
        }
    }
    if (!others || kinds.size() > most_split) {
        return {};
    }
    result.by_accident =
        all_marked(distinct, all.tables[target], all.distinct) * choices(result.kinds.tables.size(), kinds.size());
    return result;
}

} // namespace

std::optional<SplitByKind> split_by_kind(Counts const &counts, Target const &target, Counted const &counted,
                                         model::KeyColumn const &users)
{
    auto const may_be_one_table = counted.hits * 10 >= counted.values * 9;
    auto const columns = kind_columns_of(counts);
    std::optional<SplitByKind> result;
    double least = 1;
    for (auto const &column : columns) {
        auto const beside = with_kinds(counts, column);
        auto const enough =
            !may_be_one_table && says_kind(column) ? not_unusual : rare_beside / static_cast<double>(columns.size());
        auto const note = [&](KindTables kinds, double by_accident) {
            if (!kinds.tables.empty() && by_accident < enough && by_accident < least) {
                least = by_accident;
                result = SplitByKind{column, std::move(kinds), may_be_one_table};
            }
        };
        auto fit = kinds_by_fit(beside, users, may_be_one_table);
        if (fit.explained * 2 >= fit.values) {
            note(std::move(fit.kinds), fit.by_accident);
        }
        if (!may_be_one_table) {
            auto one = kinds_of_target(beside, target.to);
            note(std::move(one.kinds), one.by_accident);
        }
    }
    return result;
}

} // namespace tributary::undeclared
