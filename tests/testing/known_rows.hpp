#pragma once

#include "merge/undeclared/counter.hpp"

/// Rows with which the gate compares values.
namespace tributary::testing {

inline model::KeyColumn const posts_id{"posts", "id"};
inline model::KeyColumn const users_id{"users", "id"};

/// Users 1 to 3, the first of them ann; posts 10 to 13.
inline undeclared::Known known_rows()
{
    undeclared::Known result;
    result.users_id = users_id;
    result.users.add(model::Cell::of(1));
    result.users.add(model::Cell::of(2));
    result.users.add(model::Cell::of(3));
    result.users.settle();
    result.names.add("ann");
    result.names.settle();
    auto &ids = result.tables[posts_id];
    ids.add(model::Cell::of(10));
    ids.add(model::Cell::of(11));
    ids.add(model::Cell::of(12));
    ids.add(model::Cell::of(13));
    ids.settle();
    return result;
}

} // namespace tributary::testing
