#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::identity {

/// Fills MappedTable::secrets, not_shown and keeps_state, by the first 256 rows of each source. A column holds secrets
/// if three of four of its values look like some, none twice, and if its rows say little besides: no content by name or
/// value, at most two other texts. A random primary key is an id, and no secret, where other rows refer to it or users
/// have such ids. What is as long as a digest is one in tables that refer to other rows than users. `not_shown` are
/// columns of such values in any table, the users' too.
void find_secrets(staging::Staging const &staging, model::Mapping &mapping);

} // namespace tributary::identity
