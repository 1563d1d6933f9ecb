#pragma once

#include "merge/model/account.hpp"
#include "merge/model/interner.hpp"
#include "merge/model/value.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::model {

/// What a match rule may look at.
struct Candidates {
    std::span<Account const> accounts;
    std::span<AccountIndex const> among; ///< ascending: those that the plan's `where` admits
    /// Of each account, what the rule compares beside keys: its name or the column that the plan names, folded. Equal
    /// numbers are equal texts; 0: it has none.
    std::span<TextId const> texts;
    Interner const &folded_texts; ///< what these numbers stand for, for rules that look into a text
};

/// A way to see that two accounts are one person.
struct MatchRule {
    enum class Compares {
        keys,   ///< nothing but keys
        name,   ///< the name
        column, ///< a column that the plan names
    };
    std::string_view name; ///< as in the plan file
    std::string_view help; ///< one line for --help and the docs
    Compares compares = Compares::keys;
    /// Every pair joins accounts of two different sources, the smaller index first. Accounts without what the rule
    /// compares (a text, a key) are in no pair. A pair may occur twice. The rule defines what counts as agreement; the
    /// texts need not be equal.
    std::vector<Match> (*find)(Candidates const &);
};

/// A way to read a login key.
struct KeyFormat {
    std::string_view name;
    std::string_view help;
    /// The bytes in which two keys must agree to be the same key. None: malformed, evidence of nothing.
    std::optional<std::string> (*normalise)(std::string_view);
};

/// What two names must agree in to be the same name.
struct Folding {
    std::string_view name;
    std::string_view help;
    /// Equal results, equal names. Never empty unless the name is. Names that are not UTF-8 are equal byte for byte.
    std::string (*fold)(std::string_view) = nullptr;
    bool ignores_case = false;
};

/// A name that an account gives up, and what the new one must respect.
struct NameRequest {
    std::string_view name;
    std::string_view before;                            ///< what the plan's `suffix` puts in front of it
    std::string_view after;                             ///< and after it
    std::int64_t max_length = 0;                        ///< in characters; 0: no limit
    std::function<bool(std::string_view)> const *legal; ///< matches the plan's pattern
    std::function<bool(std::string_view)> const *taken; ///< by any account of any source, or reserved
    /// Of the numbers that make this name another: those below are taken, and stay so. The policy moves it on; null:
    /// every number is tried.
    std::size_t *first_number = nullptr;
};

/// A way to find a new name for an account whose name another keeps.
struct NamePolicy {
    std::string_view name; ///< as `on_collision` in the plan file says it
    std::string_view help;
    bool decides = true; ///< false: what it proposes waits for the operator's answer
    /// A name that is allowed, free and within the limit; nullopt: there is none.
    std::optional<std::string> (*propose)(NameRequest const &);
};

/// Which value is kept where merged rows have several. A rule is a value with a function in it.
struct Survivorship {
    enum class Way {
        picks,        ///< one of the values, whatever they mean
        picks_source, ///< that of the source that the plan names; written `name:<source>`
        orders,       ///< the greatest or smallest: the column's type has an order, and its text shows it
        judges,       ///< the values as booleans: they are not references
        adds_up,      ///< all of them: no references either, equal ones count as well, and none is dropped
        by_column,    ///< that of the row which has the value that is chosen in another column: `name(column)`
    };
    std::string_view name; ///< as in the plan file
    std::string_view help;
    Way way = Way::picks;
    /// The value that stays. `values` are those of the rows that have the column at all, the survivor's first if it
    /// does, then in order of precedence; never empty. Throws std::overflow_error with a sentence if there is none.
    Value (*choose)(std::span<Value const> values, SurvivorshipContext const &context);
};

/// One of several rows that a policy has to look at.
struct Rival {
    Value value;             ///< of the policy's column; where the policy gives, as before anything was given
    std::string_view source; ///< whose row it is
    std::string_view before; ///< what the plan's `suffix` puts in front of a value
    std::string_view after;  ///< and after it
};

/// What a policy has to respect.
struct RivalContext {
    std::int64_t max_length = 0;  ///< of the column, in characters; 0: no limit
    SurvivorshipContext compared; ///< how the column's values compare
    /// True if some row beside this one has the value already, in all that the key compares.
    std::function<bool(std::size_t rival, std::string_view value)> const *taken = nullptr;
};

/// What becomes of them.
struct RivalVerdict {
    std::optional<std::size_t> onto;          ///< all others fold onto this one
    std::vector<std::optional<Value>> values; ///< or: what each gets; none: it keeps its own
    std::vector<std::size_t> helpless;        ///< those that need a value and get none
};

/// A way to settle which of different rows has a unique key of the target.
struct UniquePolicy {
    enum class Way {
        asks,      ///< decides nothing: it becomes a question
        folds,     ///< all rows but one are not loaded
        gives,     ///< rows that come later get another value
        renumbers, ///< as `gives`, but looks at all rows that agree in the rest of the key
        sets,      ///< rows that come later get what the plan's `set` says, in any columns
    };
    enum class Column {
        none,    ///< it needs no column
        any,     ///< any column of the table whose values have an order
        text,    ///< a text in the key
        integer, ///< an integer in the key
        uuid,    ///< a uuid in the key, which need not be named
    };
    std::string_view name; ///< as in the plan file
    std::string_view help;
    Way way = Way::asks;
    Column column = Column::none;
    /// `rivals` are in order of precedence: those that were never given a value, then by source and old id. Null where
    /// the policy decides nothing.
    RivalVerdict (*settle)(std::span<Rival const> rivals, RivalContext const &context) = nullptr;
    bool holds_for_equal_rows = false; ///< false: rows that are equal in all but their own id fold
};

} // namespace tributary::model
