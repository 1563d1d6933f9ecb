#pragma once

#include "merge/model/mapping.hpp"
#include "merge/model/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tributary::undeclared {

/// A table whose ids a column may hold, because the column is named after it.
struct NamedAfter {
    model::KeyColumn to; ///< its primary key column, or that of several which numbers the rows
    bool whole = true;   ///< by its whole name: post_id after posts; repo_id after repositories is not
    bool shifted = true; ///< its ids are numbers of a database, which each source hands out for itself
};

/// What the name of a column says of the rows of which it holds ids.
struct ReadName {
    std::vector<std::string> words; ///< without what says that it is an id; empty: nothing but that
    bool separated = true;          ///< post_id, not postid
    bool bare = false;              ///< `post`: only its values show that it is an id
};

/// `array`: it holds several.
ReadName read_id_name(std::string_view column, bool array = false);

/// What the tables of a catalogue are called. Reading it is O(tables); the catalogue must outlive it.
class TableNames {
public:
    explicit TableNames(model::Schema const &schema);

    struct Thing {
        model::Table const *table = nullptr;
        std::vector<std::string> words; ///< as thing_of() says, without the prefix that all tables have
    };
    std::vector<Thing> const &things() const { return m_things; }
    /// True if the whole name of a table is this.
    bool has(std::vector<std::string> const &words) const;
    /// The table is one of the catalogue.
    model::Table const &table(std::string const &label) const { return *named(label).table; }
    std::vector<std::string> const &thing(std::string const &label) const { return named(label).words; }

private:
    Thing const &named(std::string const &label) const;

    std::vector<Thing> m_things; ///< in the catalogue's order
};

/// The tables but `users` after which a column is named (`post_id`, `postid`, `id_post`, `post_ids`, `post`,
/// `first_post`), and whose id it can hold by its type. A table may have a prefix that its column lacks: `ci_pipelines`
/// of pipeline_id, `current_nodes` of node_id. Those of a whole name first, and the others only where no table has the
/// whole name. O(tables).
std::vector<NamedAfter> named_after(TableNames const &names, model::Table const &table, model::Column const &column,
                                    std::string const &users);

/// The tables whose names, or the last words of them, begin with a word and go on: topics and tags after `t`. They have
/// integers that are shifted. The users' table may be among them. O(tables).
std::vector<NamedAfter> begun_by(TableNames const &names, std::string const &word);

/// True of what a row says of another one of its own table: `parent_id`, `reply_to`.
bool is_like_parent(std::string const &column);

/// The words of a table's name with the last in the singular, without what says nothing: app_users is "user".
std::vector<std::string> thing_of(std::string_view table);

/// The element type of an array type; empty: not an array.
std::string element_of(model::Column const &column);

} // namespace tributary::undeclared
