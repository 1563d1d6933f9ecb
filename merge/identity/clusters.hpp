#pragma once

#include "merge/model/account.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace tributary::identity {

/// Two or more accounts that matches connect, and those matches.
struct Cluster {
    std::vector<model::AccountIndex> accounts; ///< ascending
    std::span<model::Match const> matches;     ///< by (first, second), each pair once
};

/// All clusters, by their first account. `matches` holds each pair once; it is sorted here, and the clusters point into
/// it. O((n + m) log (n + m)).
std::vector<Cluster> clusters(std::span<model::Account const> accounts, std::vector<model::Match> &matches);

/// Of each key, by its number, whether several accounts of one source hold it (a deploy key). O(keys).
std::vector<bool> crowded_keys(model::Population const &population);

/// Why it is not certain that a cluster is one person.
enum class Ambiguity {
    one_service_twice, ///< two accounts of one service
    shared_key_only,   ///< two accounts joined by nothing but keys that several accounts of one service hold
    third_service,     ///< two accounts without a direct match
    look_alike_only,   ///< two accounts joined by nothing but values that look alike and differ
    no_name,           ///< the first has no name, and the others have different ones
};

std::string_view describe(Ambiguity ambiguity);

/// The rule of matches that the operator made.
constexpr std::string_view by_operator = "override";

/// Why the cluster is ambiguous, the gravest reason first. `names` are the folded names of all accounts. Accounts that
/// the operator merged count as one: that is not asked again.
std::optional<Ambiguity> ambiguity_of(std::span<model::Account const> accounts, std::span<model::TextId const> names,
                                      std::vector<bool> const &crowded, Cluster const &cluster);

/// The cluster cut at its weakest links until no part is ambiguous: matches join accounts from the strongest down (most
/// shared keys), and those of one strength that together would make a part ambiguous join nobody, nor do weaker ones
/// that touch those accounts. So the result does not depend on any order, and no tie is broken by a guess. Parts of one
/// account are left out. A cluster of more than 64 accounts is split into single accounts. O(m² n²) for the cluster.
std::vector<std::vector<model::AccountIndex>> split(std::span<model::Account const> accounts,
                                                    std::span<model::TextId const> names,
                                                    std::vector<bool> const &crowded, Cluster const &cluster);

} // namespace tributary::identity
