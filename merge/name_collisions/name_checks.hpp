#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"
#include "merge/target/shape.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tributary::name_collisions {

/// Asks the target which names its CHECKs over nothing but the users' name accept. It is opened, in a transaction that
/// never commits, when the first name is asked about, and only if there is such a CHECK; a name is asked about once.
class NameChecks {
public:
    /// What it is given must outlive it.
    NameChecks(job::Job const &job, staging::Staging const &staging, model::MappedTable const &users);

    bool accepts(std::string_view name);

private:
    job::Job const &m_job;
    staging::Staging const &m_staging;
    model::MappedTable const &m_users;
    std::string m_condition; ///< empty: every name is accepted
    std::optional<target::TargetTrial> m_trial;
    std::map<std::string, bool, std::less<>> m_known;
};

} // namespace tributary::name_collisions
