#pragma once

#include "merge/model/account.hpp"
#include "merge/model/rule.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tributary::staging {

/// A staged table as the plan's conditions see it: under its label, columns under the plan's names (and under the
/// source's, where these are free), PostgreSQL's booleans as 1 and 0, so that `email_verified` and `NOT banned` mean
/// what they say, and columns that only `set` gives it. In a sub-select the same source's tables are seen likewise, by
/// their labels.
struct ConditionScope {
    struct Column {
        std::string staged;
        std::string name;
        bool is_boolean = false; ///< holds t and f
    };
    struct Computed {
        std::string name;
        std::string expression; ///< over the row as it is staged
    };
    std::string staged;
    std::string label;
    std::vector<Column> columns;
    std::vector<Computed> computed = {};     ///< columns that the plan gives the table
    std::vector<ConditionScope> tables = {}; ///< of the source, for sub-selects
};

/// The condition as SQL over a row of the staged table that is in a FROM clause under the label, as it is staged.
std::string in_row(ConditionScope const &scope, std::string const &condition);

/// Why this is not a deterministic condition over the table's rows: a sentence, or nullopt.
std::optional<std::string> condition_problem(Staging const &staging, ConditionScope const &scope,
                                             std::string const &condition);

/// Where one source keeps keys of its accounts, in names of the staging file.
struct KeyColumns {
    /// A table that says which key and which user belong together.
    struct Links {
        std::string table;
        std::string label;
        ConditionScope scope;
        std::string key;    ///< column that refers to the key …
        std::string id;     ///< … by this column of the keys' table
        std::string loaded; ///< condition: which of its rows are loaded; empty: all
    };
    std::string table;
    std::string label;
    ConditionScope scope;
    std::string key;
    std::string user;   ///< in the keys' table, or in `via`
    std::string where;  ///< which rows of the keys' table are login keys
    std::string loaded; ///< condition: which rows of the keys' table are loaded; empty: all
    std::optional<Links> via = {};
};

/// Where one source keeps its accounts, in names of the staging file.
struct AccountColumns {
    std::uint32_t source = 0;
    std::string table; ///< users, staged
    std::string label; ///< users, as `set` and `where` say it
    ConditionScope scope;
    std::string id;
    std::string name;
    bool name_padded = false; ///< char(n): trailing blanks are not part of the name
    std::string loaded;       ///< condition: which users are loaded; empty: all
    std::vector<KeyColumns> keys = {};
};

/// Refills `account` and `account_key`, accounts in the order (source, id). The fingerprint of a key is the SHA-256 of
/// what the format of its table makes of it (`formats`, one for each of `keys`); a malformed key has none. Throws
/// model::Error 65 if a user's id is NULL or occurs twice.
void stage_accounts(Staging const &staging, std::vector<AccountColumns> const &sources,
                    std::vector<model::KeyFormat> const &formats);

/// All accounts as values, in the order of their `id` in the file: the place in the list, counted from 0, is id - 1.
/// O(accounts + keys) memory. What is staged must be committed: the keys are read by a second connection meanwhile.
model::Population read_accounts(Staging const &staging);

/// What an SQLite expression over the staged user gives for each account of one source, in no order. As a condition its
/// columns are as ConditionScope says, otherwise as they are staged. Throws Failure if SQLite cannot make sense of it.
void for_each_account(Staging const &staging, AccountColumns const &columns, std::string const &expression,
                      bool condition, std::function<void(model::AccountIndex, model::Cell const &)> const &sink);

/// What each account of one source has in a column of the target by now (merged_select()), in no order.
void for_each_merged_value(Staging const &staging, model::MappedTable const &users, model::MappedSource const &source,
                           std::string const &column, Exceptions const &exceptions,
                           std::function<void(model::AccountIndex, model::Cell const &)> const &sink);

/// Rows of one staged table that belong to accounts.
struct OwnedRows {
    std::uint32_t source = 0;
    std::string staged;
    std::string label;
    std::string owner;      ///< SQL over the rows of `staged` as `label`
    bool by_name = false;   ///< `owner` is the account's name, otherwise its old id
    std::string where = {}; ///< condition over the row: only those that are loaded; empty: all
};

/// Calls the sink, in no order, with each account of the source that owns some of these rows, and how many. Staged rows
/// count, whether or not they are loaded. Throws Failure if SQLite cannot make sense of `owner`.
void count_rows_of_accounts(Staging const &staging, OwnedRows const &owned,
                            std::function<void(model::AccountIndex, std::int64_t rows)> const &sink);

/// Calls the sink with each account of the source that owns some of these rows, once for each row, in no order, and
/// with what the row has in the columns of the target by now: references rewritten, decisions about the row itself
/// left aside (Rows::rewritten). Throws Failure if SQLite cannot make sense of `owner`.
void for_each_owned_row(Staging const &staging, OwnedRows const &owned, model::MappedTable const &table,
                        model::MappedSource const &source, std::span<std::string const> columns,
                        Exceptions const &exceptions, std::function<void(model::AccountIndex, model::Row)> const &sink);

/// The texts that a column of a staged table holds, but the empty one, in no order.
void for_each_text(Staging const &staging, std::string const &staged, std::string const &column,
                   std::function<void(std::string_view)> const &sink);

/// As `ssh-keygen -lf` prints it: SHA256: and base64 without padding.
std::string shown(std::string_view fingerprint);

/// The account of a source's staged row, as its name, or `#id` where it has none; nothing if the row is not an account.
std::optional<std::string> account_name(Staging const &staging, std::uint32_t source, std::int64_t row);

} // namespace tributary::staging
