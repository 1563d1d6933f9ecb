#pragma once

#include "merge/model/interner.hpp"

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

/// Equal numbers mean equal fingerprints; from 1.
using KeyId = TextId;

/// A user row of one source, with its keys.
struct Account {
    std::uint32_t source = 0; ///< position in the plan: smaller is more precedent
    std::int64_t row = 0;     ///< its row in staging
    std::string id;           ///< its own id there, as text
    std::optional<std::string> name;
    std::span<KeyId const> keys; ///< ascending, without duplicates or malformed keys; owned by the creator
};

/// NULL and empty names do not count: they match nothing and collide with nothing.
inline bool has_name(Account const &account) { return account.name && !account.name->empty(); }

/// Position in the list of all accounts, which is ordered by (source, id).
using AccountIndex = std::uint32_t;

/// A row that gives an account a key; an account may have several of one key.
struct HeldKey {
    AccountIndex account = 0;
    KeyId key = 0;
    std::int64_t row = 0;    ///< in staging
    std::uint32_t table = 0; ///< which of the plan's tables of keys it is in

    auto operator<=>(HeldKey const &) const = default;
};

/// All accounts of all sources. Owns what they point into.
struct Population {
    Population() = default;
    Population(Population &&) noexcept = default;
    Population &operator=(Population &&) noexcept = default;
    Population(Population const &) = delete;
    Population &operator=(Population const &) = delete;
    ~Population() = default;

    std::vector<Account> accounts;
    std::vector<KeyId> held;       ///< the keys of all accounts, one account after the other
    std::vector<HeldKey> key_rows; ///< the rows they are in, by account, key and row
    Interner keys;                 ///< their fingerprints
};

/// Two accounts, the rule that joined them, and what of the evidence is not their keys.
struct Match {
    AccountIndex first = 0; ///< first < second
    AccountIndex second = 0;
    std::string_view rule;
    bool by_text = false;     ///< they agree in a name, or in the column that the plan named
    std::uint32_t entry = 0;  ///< which of the plan's `match` entries it is of, from 1; 0: none
    bool looks_alike = false; ///< what they agree in is equal only under a fold for names that look alike

    auto operator<=>(Match const &) const = default;
};

/// One person: all accounts that matches connect. The first is the survivor, the others are in the order of the list.
struct Identity {
    std::vector<AccountIndex> accounts;
};

/// The keys that both accounts hold: the evidence of a match. O(n + m).
std::vector<KeyId> shared_keys(Account const &a, Account const &b);

} // namespace tributary::model
