#pragma once

#include "tests/testing/random_schemas.hpp"

#include <string>

namespace tributary::testing {

/// What the column of a reference that nothing declares is called.
struct ReferenceName {
    std::string text;
    bool by_values = false; ///< the name does not say to which table it refers
    bool bare = false;      ///< nor does it say that it is an id
};

/// One thing of a table of the generator: `company` of companies.
std::string thing_in(std::string const &table);

/// True if no rule makes the plural: only values show that goose_id refers to geese.
bool is_irregular(std::string const &table);

/// `whole`: only a name that says to what it refers.
ReferenceName name_for(SchemaReference const &reference, SchemaTable const &parent, bool whole, Dice &dice);

/// The same for a member of JSON.
std::string member_name_for(SchemaReference const &reference, bool several, Dice &dice);

} // namespace tributary::testing
