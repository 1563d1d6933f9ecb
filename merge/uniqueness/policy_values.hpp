#pragma once

#include "merge/model/rule.hpp"
#include "merge/plan/suffix.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/key_set.hpp"
#include "merge/uniqueness/key_rows.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::uniqueness {

/// The values that a policy gives to rows which would share one key: which are free, and which row has been given what.
/// For one key, and for as long as that is settled.
class PolicyValues {
public:
    /// What it is given must outlive it. `rule` is what the values are recorded under; empty: the policy and the key.
    PolicyValues(plan::Plan const &plan, staging::Staging const &staging, staging::DecisionWriter &writer,
                 KeyRows const &rows, std::string rule = {});

    /// What the policy says of these rows.
    model::RivalVerdict verdict(Group const &group);
    /// Gives the rows what the verdict says. A row that has the value already is left as it is.
    void give(Group const &group, model::RivalVerdict const &verdict);

    /// The owner of these rows, that is, the rest of their key, is to be numbered again by renumber().
    void list_owner(staging::DuplicateRow const &row);
    bool has_owners() const { return m_owners.has_value(); }
    /// Numbers the rows of all listed owners again.
    void renumber();

    /// True if a row has been given another value than it had.
    bool has_given() const { return m_has_given; }

private:
    std::vector<model::Rival> rivals(Group const &group) const;
    model::Value value_before(staging::DuplicateRow const &row) const;
    bool is_taken(staging::DuplicateRow const &row, std::string_view value);
    void read_taken();
    void assign(staging::DuplicateRow const &row, model::Value const &value);

    staging::Staging const &m_staging;
    staging::DecisionWriter &m_writer;
    KeyRows const &m_rows;
    std::string m_rule;
    model::Column m_column;                  ///< that the policy works on; without a name: none
    std::vector<plan::Affixes> m_affixes;    ///< of each source of the plan
    std::optional<staging::KeySet> m_taken;  ///< keys of all rows whose value a suffix could make, when it is asked for
    std::optional<staging::KeySet> m_owners; ///< those that are listed
    bool m_has_given = false;
};

} // namespace tributary::uniqueness
