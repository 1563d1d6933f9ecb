#pragma once

#include "merge/model/schema.hpp"

namespace tributary::identity {

/// True if the rows look like sessions, password resets, remembered logins or one-time codes: a token that expires, of
/// a user or an address, or a token in a table that is called so. Carried over, a row lets in whoever has the token.
/// `refers_to_users`: some column of the table does.
bool looks_short_lived(model::Table const &table, bool refers_to_users);

/// True if a column is called after the end of the row's time: `expires_at`, `valid_until`.
bool says_expiry(model::Table const &table);

} // namespace tributary::identity
