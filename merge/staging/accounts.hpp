#pragma once

#include "merge/model/account.hpp"
#include "merge/model/rule.hpp"
#include "merge/staging/staging.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tributary::staging {

/// Where one source keeps its accounts, in names of the staging file.
struct AccountColumns {
    std::uint32_t source = 0;
    std::string table; ///< users, staged
    std::string label; ///< users, as `set` and `where` say it
    std::string id;
    std::string name;
    bool name_padded = false; ///< char(n): trailing blanks are not part of the name
    std::string keys_table;   ///< empty: accounts have no keys
    std::string keys_label;
    std::string key;
    std::string user; ///< in the keys' table
    std::string where;
};

/// Fills `account` and `account_key` anew, accounts in the order (source, id). The fingerprint of a key is the SHA-256
/// of what `format` makes of it; a malformed key has none. Throws model::Error 65 if a user's id is NULL or there
/// twice.
void stage_accounts(Staging const &staging, std::vector<AccountColumns> const &sources, model::KeyFormat const &format);

/// All accounts as values, in the order of their `id` in the file: the place in the list, counted from 0, is id - 1.
/// O(accounts + keys) memory.
std::vector<model::Account> read_accounts(Staging const &staging);

/// As `ssh-keygen -lf` prints it: SHA256: and base64 without padding.
std::string shown(model::Fingerprint const &fingerprint);

} // namespace tributary::staging
