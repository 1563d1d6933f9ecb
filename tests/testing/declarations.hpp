#pragma once

#include "tests/testing/random_schemas.hpp"

#include <set>
#include <string>
#include <vector>

namespace tributary::testing {

/// A reference that nothing declares, in a table of a random schema.
struct LeftOut {
    SchemaTable const *table = nullptr;
    SchemaReference const *reference = nullptr;
};

/// `posts.author_id`, `posts.document $.watchers[*]`, as the conflicts file names it.
std::string place_of(LeftOut const &left_out);

/// Those of which the values, or the name, show what they are. Of a pair of kind and id there is one.
std::vector<LeftOut> recognisable(RandomSchema const &schema);

/// True if a reference of the schema, left out or not, is at this place.
bool refers(RandomSchema const &schema, std::string const &place);

/// The places about which a conflicts file asks: `claimants` of its rows of kind `uncovered`.
std::set<std::string> asked_places(std::string const &conflicts);

/// True if there are questions, and all of them are about rows that would refer twice to one row: the truth knows
/// nothing of these.
bool asks_only_about_self(std::string const &conflicts);

/// Where what a plan of `init` declares, or waives, is not so: a sentence for each.
std::vector<std::string> wrong_guesses(RandomSchema const &schema, std::string const &plan);

/// The places that it declares, rightly or not.
std::set<std::string> guessed_places(std::string const &plan);

} // namespace tributary::testing
