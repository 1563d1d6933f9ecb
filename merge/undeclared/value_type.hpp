#pragma once

#include "merge/model/engine.hpp"
#include "merge/model/schema.hpp"

#include <string>

namespace tributary::undeclared {

/// What a column's type lets it hold.
struct ValueType {
    bool integer = false;
    bool text = false;
    bool uuid = false;
    bool list = false; ///< an array
    bool json = false;
    bool bytes = false; ///< PostgreSQL's bytea
    std::string word;
};

/// What values of the column may be; where an engine binds no types, a text column may hold numbers as well.
ValueType value_type(model::Engine engine, model::Column const &column);

/// True if somebody meant the database to number the rows. Every INTEGER PRIMARY KEY of SQLite does, whether or not.
bool is_fed(model::Engine engine, model::Column const &column);

/// True of an integer key for which its database makes no numbers; SQLite makes one for each.
bool is_natural(model::Engine engine, model::Column const &column);

} // namespace tributary::undeclared
