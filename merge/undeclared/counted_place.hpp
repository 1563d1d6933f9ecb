#pragma once

#include "merge/model/cell.hpp"
#include "merge/undeclared/counter.hpp"
#include "merge/undeclared/documents.hpp"
#include "merge/undeclared/kind_numbers.hpp"
#include "merge/undeclared/known_ids.hpp"
#include "merge/undeclared/suspects.hpp"
#include "merge/undeclared/tree_paths.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tributary::undeclared {

/// One place inside values: where its values are looked up, and what they show.
struct CountedPlace {
    std::vector<std::pair<IdSet const *, std::int64_t *>> watched; ///< ids of tables, and where their hits are counted
    bool users = false;                                            ///< ids and names of users are looked up
    InsideTally *tally = nullptr;                                  ///< null: the plan explains it
    std::int64_t *explained = nullptr;                             ///< where that is counted; null: nowhere
    Sample sample;
    std::set<std::string> names; ///< of users: the first different ones
    std::int64_t greatest = 0;
    TreePaths paths;                  ///< of lists
    std::vector<std::size_t> filters; ///< of the plan, which explain some of what is there
    std::map<KindMember, std::map<std::string, KindNumbers>> kinds;
    std::set<KindMember> no_kinds; ///< members with too many values

    /// A number of a kind that a member of an object around says, each kind that may be.
    void count_kinds(std::vector<AroundObject> const &around, std::int64_t number);

    /// `every_word`: words that are not names of users count as well. O(watched).
    void count(Known const &known, model::Cell const &value, bool every_word = false);
    /// When all values are counted. Numbers that are all ids say the more, the more of the numbers between them are
    /// none.
    void finish(Known const &known);

private:
    void choose_tables();
};

} // namespace tributary::undeclared
