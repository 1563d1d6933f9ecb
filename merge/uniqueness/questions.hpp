#pragma once

#include "merge/model/facts.hpp"
#include "merge/uniqueness/key_rows.hpp"

#include <string>
#include <vector>

namespace tributary::uniqueness {

/// The questions where different rows would share a unique key, one for each row that would yield.
class Questions {
public:
    /// What it is given must outlive it.
    Questions(staging::Staging const &staging, KeyRows const &rows);

    /// About the row at `position`, which is not the first of the group. Its id depends on who shares the key, not on
    /// what their other columns say. `evidence` and `proposal` are still empty.
    model::ConflictFact about(Group const &group, std::size_t position) const;

    /// What the row shares with the first one, and in what they differ, with the values of both: those of the first one
    /// first. Secrets are not shown.
    std::string evidence(Group const &group, std::size_t position) const;

private:
    std::string name_of(staging::DuplicateRow const &row) const;
    std::string account(staging::DuplicateRow const &row) const;
    model::ClaimantRow row_in_question(staging::DuplicateRow const &row, std::size_t claimant) const;
    std::string differences(staging::DuplicateRow const &a, staging::DuplicateRow const &b) const;
    std::string shared_values(staging::DuplicateRow const &row) const;
    std::vector<model::Value> values(staging::DuplicateRow const &row, std::vector<std::string> const &columns) const;

    staging::Staging const &m_staging;
    KeyRows const &m_rows;
    std::vector<std::string> m_columns; ///< in which rows must agree to be identical
};

} // namespace tributary::uniqueness
