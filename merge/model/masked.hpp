#pragma once

#include <functional>
#include <string>
#include <string_view>

/// What is printed of personal data and of secrets: by their shape, wherever they stand in a text.
namespace tributary::model {

/// In the place of a value that is a secret.
inline constexpr std::string_view not_shown = "not shown";

/// True if a column, or a key of a document, is called after a secret: password_hash, apiToken, salt.
bool is_called_after_a_secret(std::string_view name);

/// True of what only a credential is written like, as a whole: a hash of a password (`$2b$10$…`, `{SSHA}…`), a block of
/// armoured text, an ssh key, `otpauth://…`.
bool is_shaped_like_a_secret(std::string_view text);

/// The text with *** in the place of secrets in it: the password in a url, values whose key in a document (JSON, PHP's
/// serialize(), the query of a url) is called after a secret, and words that are shaped like one. O(n).
std::string without_secrets(std::string_view text);

/// `#12` for the account of a source that has this address as its name; empty if it is not known.
using AccountIds = std::function<std::string(std::string_view source, std::string_view name)>;

/// The text with `a***@example.org` in the place of `ann@example.org`; the sign may be written as `%40`, `\u0040` or
/// `&#64;`. An account `source/ann@example.org` becomes `source/#12`. O(n).
std::string with_masked_addresses(std::string_view text, AccountIds const &ids = {});

} // namespace tributary::model
