#pragma once

#include "merge/model/error.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tributary::plan {

/// Where in the plan file something stands, counted from 1.
struct Place {
    int line = 0;
    int column = 0;
};

/// A column whose value is an SQLite expression over the staged row.
struct SetExpression {
    std::string table;
    std::string column;
    std::string expression;
    Place place;
};

struct SourcePlan {
    std::string name;
    std::string url; ///< ${VAR} replaced: may hold a password
    std::vector<std::string> schemas = {"public"};
    std::vector<SetExpression> set;
    Place place;
};

struct TargetPlan {
    std::string url;                  ///< ${VAR} replaced: may hold a password
    std::vector<std::string> schemas; ///< empty: the source's own
    std::string create;               ///< source whose schema is made; empty: the tables exist, or `before` makes them
    std::optional<std::filesystem::path> before;
    std::optional<std::filesystem::path> after;
    Place place;
    Place create_place;
};

struct KeysPlan {
    std::string table;
    std::string column;
    std::string user;   ///< empty: the foreign key to users
    std::string format; ///< name of a key format
    std::string where;  ///< SQLite expression over the staged row; empty: every row
    Place place;
};

struct UsersPlan {
    std::string table;
    std::string id; ///< empty: the primary key
    std::string name;
    std::optional<KeysPlan> keys;
    std::vector<std::string> match = {"same-name-and-key"};
    std::string on_collision = "suffix";
    std::string suffix = "tmp";
    std::vector<std::string> yields; ///< first to yield first; sources that are not in it yield last
    Place place;
    Place name_place;
    Place id_place;
    Place match_place;
    Place on_collision_place;
};

struct Plan {
    std::filesystem::path file;
    std::string text; ///< the file, byte for byte: part of the digest
    std::string name;
    std::filesystem::path staging;
    std::vector<SourcePlan> sources; ///< order is precedence
    TargetPlan target;
    UsersPlan users;
    std::optional<std::int64_t> headroom; ///< none: 1000000, or less where the column's type has less room
};

/// What a name in the plan may be, for the keys that choose from a list that others keep.
struct Choices {
    std::vector<std::string> match_rules;
    std::vector<std::string> name_policies;
    std::vector<std::string> key_formats;
};

/// Reads and checks the plan file. Paths in it are made relative to its folder; `${VAR}` in urls and paths is the
/// environment's. Throws model::Error 78 `file:line:column: sentence` for whatever is not as documented, unknown keys
/// included, and 64 if there is no such file.
Plan read_plan(std::filesystem::path const &file, Choices const &choices);

/// The whole file, byte for byte. Throws model::Error 78 if it cannot be read.
std::string read_text(std::filesystem::path const &file);

/// An error that points into the plan file.
model::Error plan_error(Plan const &plan, Place place, std::string const &sentence, std::string const &next = {});

} // namespace tributary::plan
