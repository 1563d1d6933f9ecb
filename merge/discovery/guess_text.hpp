#pragma once

#include "merge/discovery/guess.hpp"
#include "merge/model/coverage.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tributary::discovery {

/// Where a database is, as the plan will say it: without a password.
struct DraftDatabase {
    std::string name; ///< of a source
    std::string url;
    std::vector<std::string> schemas; ///< empty: the default
};

struct DraftTarget {
    DraftDatabase database;
    std::string create; ///< empty: its tables exist, or the operator must create them
    std::string why;
};

/// All that init found out.
struct Draft {
    std::string file; ///< as messages and commands call it
    std::string name; ///< of the run
    std::vector<DraftDatabase> sources;
    std::vector<SeenSource> seen; ///< the same sources
    DraftTarget target;
    UsersGuess users;
    std::optional<KeysGuess> keys;
    std::optional<AddressesGuess> addresses;
    std::vector<std::string> short_lived;          ///< tables of sessions and the like
    std::vector<model::UncoveredColumn> uncovered; ///< also those that are harmless
    std::vector<LookupGuess> lookups;
    std::vector<UniqueGuess> uniques;
    std::vector<DriftGuess> drifts;
    std::vector<SingleGuess> singles;
};

/// The plan file. What is certain enough is active, the rest is commented out; each with its reason.
std::string plan_text(Draft const &draft);

} // namespace tributary::discovery
