#pragma once

#include "merge/model/coverage.hpp"
#include "merge/model/format.hpp"
#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"
#include "merge/undeclared/named_after.hpp"
#include "merge/undeclared/seen_numbers.hpp"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tributary::undeclared {

/// A shorter text may be an id by accident.
inline constexpr std::size_t least_length_of_id = 16;

/// Fewer different values may be ids by accident, even if something else speaks for it.
inline constexpr std::size_t least_different_ids = 3;

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

/// A place inside values that a [[reference]] or [[waive]] of the plan explains.
struct DeclaredPlace {
    std::string path;  ///< empty: the value as a whole is a text
    bool keys = false; ///< of the object at the path
    std::string regex; ///< with `path`: in texts there
    model::Format format = model::Format::json;

    auto operator<=>(DeclaredPlace const &) const = default;
};

/// A column that might hold ids of users or of other rows, or names of users, before its values are read.
struct Suspect {
    enum class Looks {
        id_by_name,    ///< by its name
        id_by_column,  ///< another column of that name refers to users
        id_by_value,   ///< its type can hold a user's id; only its values show whether it does
        name,          ///< it is named like a user's name
        kind_and_id,   ///< a column beside it holds the kind of row that its id is of
        list,          ///< of ids
        copy_of_name,  ///< a text beside a reference to users: it may be the name of the user who is meant
        inside,        ///< JSON or a text, in which there may be ids
        in_other_rows, ///< the plan says for some rows what it refers to, and these are the others
        id_of_table,   ///< it is named after another table
        id_of_any,     ///< it is named like an id, but after no table: its values show of which
        key_of_row,    ///< a primary key that may be the id of another row: its values show of which
        number, ///< an integer of which nothing says that it is an id: its values show whether they avoid the gaps of
                ///< ids
        doer,   ///< it is named after somebody who does something, without `_id`: its values show whether it is a user
        value_of_key,  ///< a column beside it holds the name of a setting, by which it may hold an id
        text_by_value, ///< a text of which nothing says what it holds: its values show whether users' numbers or names
    };
    std::uint32_t source = 0;
    std::string table;
    std::string column;
    Looks looks = Looks::id_by_name;
    std::string type;                      ///< of the column, in a word: integer, uuid, text, array …
    std::string kind_column;               ///< of kind_and_id, and of value_of_key
    std::vector<std::string> may_be_kinds; ///< columns that may say of which kind its values are
    std::optional<Looks> otherwise;        ///< of kind_and_id: what it looks like if no kind is a table
    bool loose_pair = false;   ///< of kind_and_id: only its values show that the two columns belong together
    std::string beside;        ///< of copy_of_name, and of inside: the column that says which user is meant
    KindTable kinds;           ///< where the kinds have names, if kind_column refers to a table
    std::string like;          ///< of id_by_column: the other column
    bool unmistakable = false; ///< suspicious whatever its values are
    bool by_role = false;      ///< it is named like a reference to users
    bool may_be_flag = false;  ///< a column that holds only 0 and 1 is not one
    bool long_values = false;  ///< only a value of 16 characters and more proves anything
    bool partly = false;       ///< of kind_and_id: the plan's [[reference]] with `when` explains some kinds already
    bool json = false;         ///< of list: an array as JSON
    bool list_of_any = false;  ///< of list: numbers; only its values show of which table
    bool bytes = false;        ///< of inside: PostgreSQL's bytea, as it prints it
    std::vector<NamedAfter> of_tables;       ///< tables after which it is named, the likeliest first
    std::set<model::KeyColumn> hinted;       ///< of number: the tables to which its name points, though not as an id
    std::string own_id;                      ///< of number: the primary key of its rows; empty: none of one column
    bool of_several = false;                 ///< its name says that it is of one thing or of another: user_or_group_id
    bool only_id = false;                    ///< its name says that it is an id, and nothing else
    bool may_be_own_number = false;          ///< of key_of_row: its database hands numbers out
    std::set<std::string> extends;           ///< of key_of_row: tables after which its own is named
    std::set<std::string> no_first_halves;   ///< of key_of_row: tables whose ids it does not hold
    bool is_referred_to = false;             ///< of key_of_row: by keys
    bool bare = false;                       ///< nothing in its name says that it is an id
    bool may_mean_itself = false;            ///< as `order` does
    bool loosely_typed = false;              ///< it may hold other things than numbers
    bool has_moment = false;                 ///< of done_by: created_at of created_by says that somebody did it
    bool done_by = false;                    ///< made_by: by somebody, or by something, or a measure
    bool of_doer = false;                    ///< named after somebody who does something, with `_id` or without
    bool is_ownerless = false;               ///< nothing else in its table is known to refer to users
    bool counts_in_parent = false;           ///< in a key with references alone: it may be a place in a list
    std::optional<std::uint32_t> of_source;  ///< the source after which it is named
    std::set<DeclaredPlace> declared_inside; ///< of inside: the places that the plan explains

    /// Of some table: `blog_id` beside blogs.
    bool has_whole_name() const
    {
        return std::any_of(of_tables.begin(), of_tables.end(), [](auto const &named) { return named.whole; });
    }

    /// Only its values say which table's ids it holds.
    bool is_looked_up_everywhere() const
    {
        auto const by_values = [](Looks what) {
            return what == Looks::id_of_any || what == Looks::key_of_row || what == Looks::number ||
                   what == Looks::doer || what == Looks::text_by_value;
        };
        return by_values(looks) || list_of_any || (looks == Looks::id_by_name && !unmistakable) ||
               (otherwise && by_values(*otherwise)) || partly;
    }
};

/// The columns of every source that can hold an id of users or of other rows, or a user's name, and that are covered by
/// nothing: no foreign key of any source or the target, no [[reference]], [users] or [[waive]] of the plan. What a
/// source cannot load anyway (generated, dropped, of a table that is not loaded) is not one, and neither is a table's
/// own id.
///
/// In the order of sources, tables and columns. Throws model::Error 78 where users_table() does.
std::vector<Suspect> suspects(plan::Plan const &plan, std::span<CoverageSource const> sources,
                              model::Schema const &target);

/// What was counted of one kind.
struct KindTally {
    std::int64_t values = 0;
    bool as_number = false;                         ///< the column of kinds has it as a number, as 0
    bool as_text = false;                           ///< as a text, as '0'
    std::size_t distinct = 0;                       ///< different ids, counted up to 256
    std::map<model::KeyColumn, std::size_t> tables; ///< how many of these are rows of a table, if any is
    bool as_null = false;                           ///< as NULL, and in no other way
    std::size_t shared = 0;                  ///< of loose kinds: how many of these different ids other kinds have too
    std::set<model::KeyColumn> used_up = {}; ///< tables nearly all of whose ids are among the numbers
    std::set<model::KeyColumn> drawn_from = {}; ///< tables from whose ids the numbers may be drawn (may_be_drawn())
    std::map<model::KeyColumn, double> by_accident =
        {}; ///< how probable it is that they are ids of a table that has all
};

/// A member of an object around a place in a document, which may say of which kind the place is.
struct KindMember {
    std::size_t steps = 0; ///< of the path that lead to the object
    std::size_t path = 0;  ///< the length of what of the path does
    std::string name;

    auto operator<=>(KindMember const &) const = default;
};

/// InsideTally::mark of a text that is a list of numbers.
inline constexpr char const *in_a_list = "in a list";

/// What the values at one place inside a suspect's values showed.
struct InsideTally : SeenNumbers {
    enum class Way { path, keys, regex };
    Way way = Way::path;
    model::Format format = model::Format::json; ///< of the document
    std::string path;                           ///< as the plan says it; empty: the value is no document
    std::string regex;                          ///< in the text there, as the plan says it
    std::string mark;                           ///< of regex: what is before the value, in words
    std::int64_t none = 0;                      ///< 0 and less where no row has such an id
    std::int64_t ids = 0;                       ///< of this source's users
    std::int64_t names = 0;
    std::size_t distinct_names = 0;                  ///< counted up to 64
    std::map<model::KeyColumn, std::int64_t> others; ///< ids of rows of other tables
    bool unmistakable = false;                       ///< suspicious whatever its values are
    bool any_member = false;                         ///< only the object's name says what its members are
    bool by_number = true;      ///< of any_member: they are named by numbers, which may be the ids themselves
    bool of_any = false;        ///< it is named like an id, but after no table
    bool nameless = false;      ///< not even that; or a word of a path, which may be a user
    bool bare = false;          ///< it is named after a table, but not as an id
    bool weak = false;          ///< its name may mean something else as well
    bool vague = false;         ///< of bare: its name is a letter with which the table's begins
    bool only_id = false;       ///< of of_any: `id`, which may be its own number
    std::int64_t own_names = 0; ///< the name of the row's own user
    std::int64_t owned = 0;     ///< values in rows of a user
    bool partly = false;        ///< filters of the plan's paths explain some of what is there
    std::map<KindMember, std::map<std::string, KindTally>>
        kinds;                     ///< by members of objects around; at most eight, and 64 kinds
    bool tree = false;             ///< of lists: they are ways through a tree
    std::set<std::string> besides; ///< other members of objects whose members are named by data, at most five
};

/// What the values of one suspect showed: `values` are not NULL, nor `none`; of a list, its elements.
struct Tally : SeenNumbers {
    using Of = KindTally;
    struct OfSource {
        std::int64_t hits = 0;  ///< ids of rows of that source
        double by_accident = 1; ///< how probable it is that so many numbers are
    };
    std::int64_t none = 0; ///< 0 and less where no row has such an id: what others write as NULL
    std::int64_t ids = 0;  ///< of this source's users
    std::int64_t names = 0;
    std::map<model::KeyColumn, std::int64_t> others; ///< ids of rows of other tables
    std::map<std::string, InsideTally> inside;       ///< by place
    std::map<DeclaredPlace, std::int64_t> found;     ///< of inside: what is at the places that the plan explains
    std::int64_t unseen = 0;                         ///< of inside: values at places beyond those that are counted
    std::int64_t filled = 0;                         ///< of inside: values that are not empty
    std::int64_t php = 0;                            ///< of these: serialised by PHP
    std::int64_t json = 0;                           ///< of these: JSON
    std::int64_t empty = 0;                          ///< of inside: values that are
    std::map<std::string, std::int64_t> sealed;      ///< of these: in forms that cannot be looked into, by their names
    std::int64_t ones = 0;                           ///< values that are 1: every list has a first place
    bool only_flags = true;                          ///< nothing but 0 and 1, and both of them or only 0
    std::map<std::string, Of> kinds; ///< of kind_and_id, what the other column says; at most 1000 of them
    std::map<std::string, std::map<std::string, Of>> loose_kinds; ///< the same by each of Suspect::may_be_kinds
    std::map<std::pair<std::uint32_t, model::KeyColumn>, OfSource> elsewhere; ///< by other source, and table
    std::int64_t greatest = 0;                                                ///< of the numbers
    bool only_earlier = false;            ///< of number: none is greater than the id of its own row
    double earlier_by_accident = 1;       ///< how probable that is of these numbers in any order
    std::size_t distinct_names = 0;       ///< of text_by_value: of the first different values, those that are names
    std::int64_t exact_names = 0;         ///< of copy_of_name: of `names`, written as the name is
    std::int64_t lower_names = 0;         ///< the same: without a capital, of A to Z
    std::int64_t upper_names = 0;         ///< the same: with capitals, and without a small letter
    std::set<model::KeyColumn> estimated; ///< tables whose count in `others` is that of the first values
};

/// Which suspects are guilty: one finding for each column, all sources together, by table and column. Pure: `tallies`
/// are what was counted of each suspect.
std::vector<model::UncoveredColumn> uncovered(plan::Plan const &plan, std::span<CoverageSource const> sources,
                                              std::span<Suspect const> suspects, std::span<Tally const> tallies);

} // namespace tributary::undeclared
