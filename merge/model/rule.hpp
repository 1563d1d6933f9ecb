#pragma once

#include "merge/model/account.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::model {

/// A way to see that two accounts are one person.
struct MatchRule {
    std::string_view name; ///< as in the plan file
    std::string_view help; ///< one line for --help and the docs
    /// Every pair joins accounts of two different sources, the smaller index first. Accounts that lack what the rule
    /// asks for (a name, a key) are in no pair. A pair may come twice.
    std::vector<Match> (*find)(std::span<Account const>);
};

/// A way to read a login key.
struct KeyFormat {
    std::string_view name;
    std::string_view help;
    /// The bytes in which two keys must agree to be the same key. None: malformed, evidence of nothing.
    std::optional<std::string> (*normalise)(std::string_view);
};

/// A name that somebody must give up, and what the new one has to respect.
struct NameRequest {
    std::string_view name;
    std::string_view source;                            ///< of the account that yields
    std::string_view suffix;                            ///< from the plan
    std::int64_t max_length = 0;                        ///< in characters; 0: no limit
    std::function<bool(std::string_view)> const *taken; ///< by anybody, in any source or in the target
};

/// A way to find a new name for an account whose name another keeps.
struct NamePolicy {
    std::string_view name; ///< as `on_collision` in the plan file says it
    std::string_view help;
    /// A name that is not taken and within the limit; none: nobody can decide, so refuse.
    std::optional<std::string> (*propose)(NameRequest const &);
};

} // namespace tributary::model
