#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What was decided about the accounts and rows that a question names.
namespace tributary::staging {

/// An account, as it will be in the target.
struct SettledAccount {
    std::int64_t identity = 0; ///< equal for the accounts of one person
    std::string label;         ///< source/name, or source/#id
    std::string source;        ///< its own
    std::string survivor;      ///< the source of its identity's survivor
    std::string name;          ///< in the target
    bool keeps_name = false;   ///< it is the one that it had
};

/// The accounts that a text names, apart by blanks, as source/name or, of the users' table, as source/table#id; also
/// before `=`. A name with a blank may be taken for two. O(accounts).
std::vector<SettledAccount> settled_accounts(Staging const &staging, std::string_view users, std::string_view text);

/// False if the row is folded or left out, or does not exist. `row` is as row_in_words() writes it.
bool is_loaded(Staging const &staging, model::MappedTable const &table, std::string_view row);

/// True if a rule of a key, or an answer, has given this row the value, as text; NULL is NULL.
bool is_assigned(Staging const &staging, model::MappedTable const &table, std::string_view row, std::string_view column,
                 std::string_view value);

} // namespace tributary::staging
