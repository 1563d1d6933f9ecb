#pragma once

#include "tests/testing/random_schemas.hpp"

#include <functional>

namespace tributary::testing {

/// What is left of a schema when sources, tables, references and columns are taken away, one after the other, as long
/// as it `fails`. `kept` stays, and so do the users and their keys.
RandomSchema shrunk(RandomSchema schema, SchemaTable const &kept,
                    std::function<bool(RandomSchema const &)> const &fails);

} // namespace tributary::testing
