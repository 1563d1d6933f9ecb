#pragma once

#include "merge/model/coverage.hpp"
#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tributary::undeclared {

/// A source as the gate sees it.
struct CoverageSource {
    std::string name;
    model::Schema const &schema; ///< in the target's terms
};

/// Kinds that are rows of a table, such as Django's content types.
struct KindTable {
    std::string table; ///< empty: the kind column says itself what kind it is
    std::string id;
    std::vector<std::string> names; ///< the texts that distinguish the kinds; joined by a dot they are a kind's name
};

/// A column that might hold users' ids or names, before its values are read.
struct Suspect {
    enum class Looks {
        id_by_name,   ///< by its name
        id_by_column, ///< another column of that name refers to users
        id_by_value,  ///< its type can hold a user's id; only its values show whether it does
        name,         ///< it is named like a user's name
        kind_and_id,  ///< a column beside it holds the kind of row that its id is of
        list,         ///< of ids
    };
    std::uint32_t source = 0;
    std::string table;
    std::string column;
    Looks looks = Looks::id_by_name;
    std::string type;          ///< of the column, in a word: integer, uuid, text, array …
    std::string kind_column;   ///< of kind_and_id
    KindTable kinds;           ///< where the kinds have names, if kind_column refers to a table
    std::string like;          ///< of id_by_column: the other column
    bool unmistakable = false; ///< suspicious whatever its values are
    bool by_role = false;      ///< it is named like a reference to users
    bool may_be_flag = false;  ///< a column that holds only 0 and 1 is not one
    bool long_values = false;  ///< only a value of 16 characters and more proves anything
    bool partly = false;       ///< of kind_and_id: the plan's [[reference]] with `when` explains some kinds already
    bool json = false;         ///< of list: an array as JSON
};

/// The columns of every source that can hold a user's id or name, and that are covered by nothing: no foreign key of
/// any source or the target, no [[reference]], [users] or [[waive]] of the plan. What a source cannot load anyway
/// (generated, dropped, of a table that is not loaded) is not one, and neither is a table's own id.
///
/// In the order of sources, tables and columns. Throws model::Error 78 where users_table() does.
std::vector<Suspect> suspects(plan::Plan const &plan, std::span<CoverageSource const> sources,
                              model::Schema const &target);

/// What the values of one suspect showed.
struct Tally {
    struct Of {
        std::int64_t values = 0;
        std::int64_t ids = 0;
    };
    std::int64_t values = 0; ///< not NULL; of a list, its elements
    std::int64_t ids = 0;    ///< of this source's users
    std::int64_t names = 0;
    bool only_flags = true;          ///< nothing but 0 and 1, and both of them or only 0
    std::map<std::string, Of> kinds; ///< of kind_and_id, what the other column says; at most 1000 of them
};

/// Which suspects are guilty: one finding for each column, all sources together, by table and column. Pure: `tallies`
/// are what was counted of each suspect.
std::vector<model::UncoveredColumn> uncovered(plan::Plan const &plan, std::span<CoverageSource const> sources,
                                              std::span<Suspect const> suspects, std::span<Tally const> tallies);

/// Throws model::Error 78 for a [[waive]] of a table or column that no source has.
void check_waived(plan::Plan const &plan, std::span<CoverageSource const> sources);

/// The [[waive]] entries that waive nothing: their columns are covered, or look like no reference. Harmless; sentences.
std::vector<std::string> needless_waivers(plan::Plan const &plan, std::span<CoverageSource const> sources,
                                          model::Schema const &target);

} // namespace tributary::undeclared
