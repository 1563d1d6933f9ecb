#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::model {

/// SHA-256 of a key's normalised bytes. For an ssh key these are the bytes of its blob, so that base64 of it is what
/// `ssh-keygen -lf` prints.
using Fingerprint = std::array<std::uint8_t, 32>;

/// A user row of one source, with its keys.
struct Account {
    std::uint32_t source = 0; ///< position in the plan: smaller is more precedent
    std::int64_t row = 0;     ///< its row in staging
    std::string id;           ///< its own id there, as text
    std::optional<std::string> name;
    std::vector<Fingerprint> keys; ///< ascending, each once; malformed keys are not in it
};

/// NULL and empty names are no names: they match nothing and collide with nothing.
inline bool has_name(Account const &account) { return account.name && !account.name->empty(); }

/// Position in the list of all accounts, which is ordered by (source, id).
using AccountIndex = std::uint32_t;

/// Two accounts of different sources, the rule that joined them, and the evidence.
struct Match {
    AccountIndex first = 0; ///< first < second
    AccountIndex second = 0;
    std::string_view rule;

    auto operator<=>(Match const &) const = default;
};

/// One person: all accounts that matches connect, in the order of the list. The first of them is the survivor.
struct Identity {
    std::vector<AccountIndex> accounts;
};

/// The keys that both accounts hold: the evidence of a match. O(n + m).
std::vector<Fingerprint> shared_keys(Account const &a, Account const &b);

} // namespace tributary::model
