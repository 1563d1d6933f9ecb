#pragma once

#include "merge/identity/people.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/folded_values.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tributary::identity {

/// Survivorship: which value of folded rows stays, column by column. What does not stay is recorded with both values.
///
/// The plan's rules for the users and for lookup tables; the survivor's own value where it names none. Rows without any
/// difference are not looked at. Throws model::Error 78 where a rule cannot be applied to its column, 65 where it finds
/// no value (an overflow).
class ValueDecider {
public:
    /// `privileges` are answers of the operator; they hold for one identity each.
    ValueDecider(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
                 Accounts const &accounts, std::vector<SettledPrivilege> const &privileges);

    /// Decides again for all rows of this table that are folded so far. True if a survivor gets another's value.
    bool decide(model::MappedTable const &table, bool folds_differ = false) const;

private:
    job::Job const &m_job;
    staging::Staging const &m_staging;
    /// Of a survivor's column: the source whose value the operator chose.
    std::map<std::pair<staging::StagedRow, std::string>, std::uint32_t> m_winners;
    std::map<std::string, std::vector<plan::SurvivorshipPlan>> m_rules; ///< by table
};

} // namespace tributary::identity
