#pragma once

#include "merge/identity/accounts.hpp"
#include "merge/plan/plan.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>

namespace tributary::name_collisions {

/// Names that something else than an account has (`names.taken`): retired names, organisations. By the folded name:
/// the sources that have it, each with the column it is in.
using TakenNames = std::map<std::string, std::map<std::uint32_t, std::string>, std::less<>>;

/// Those of all sources. Empty values are no names. Throws model::Error 78 where the plan names a column that no source
/// has.
TakenNames read_taken_names(plan::Plan const &plan, staging::Staging const &staging,
                            std::span<staging::StagedSource const> sources, identity::Accounts const &accounts);

/// Something else than an account that has an account's name.
struct NameHolder {
    std::string label;     ///< source/table.column
    bool is_later = false; ///< its claim is weaker than the account's
};

/// The strongest holder of the survivor's name in a source in which the person does not have it: what a service lets
/// its own accounts have beside it is its own affair. `ranks` are claim_ranks().
std::optional<NameHolder> strongest_holder(TakenNames const &taken, identity::Accounts const &accounts,
                                           std::span<model::AccountIndex const> identity,
                                           std::span<std::int64_t const> ranks);

} // namespace tributary::name_collisions
