#pragma once

#include "merge/model/account.hpp"
#include "merge/staging/accounts.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <functional>

/// Which rows of a staged table belong to which accounts, by their numbers.
namespace tributary::staging {

/// The number of a staged table in the file.
std::int64_t number_of_staged(Staging const &staging, std::string const &staged);

/// Calls the sink, in no order, with each of these rows and the account that owns it. Throws Failure if SQLite cannot
/// make sense of `owner`.
void for_each_owned(Staging const &staging, OwnedRows const &owned,
                    std::function<void(model::AccountIndex, std::int64_t row)> const &sink);

/// Calls the sink, in no order, with each row that links a key with an account of the source: the account, the row of
/// the key, and that of the link. `keys` has links.
void for_each_link(Staging const &staging, std::uint32_t source, KeyColumns const &keys,
                   std::function<void(model::AccountIndex, std::int64_t key, std::int64_t link)> const &sink);

} // namespace tributary::staging
