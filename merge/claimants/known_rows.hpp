#pragma once

#include "merge/claimants/words.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/claimant_rows.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tributary::claimants {

/// What is known of one row that a question is about.
struct Known {
    std::vector<RowsThatRefer> referring;
    std::vector<std::string> owners;  ///< `author_id prose/ann`
    std::string account;              ///< of an account: source/name
    std::set<std::string> login_keys; ///< of an account
    std::vector<model::Value> values; ///< of an account: in KnownRows::columns()
};

/// All rows that open questions are about. In memory are these alone.
class KnownRows {
public:
    /// What it is given must outlive it. Reads nothing yet.
    KnownRows(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping);

    /// Reads each table that refers to one with rows in question, and the users, once for each reference.
    void read();
    /// Counts how many accounts have each of these values; by the place of the column among columns().
    void count_accounts_with(std::map<std::size_t, std::set<std::string>> const &texts);

    Known const &of(staging::StagedRowId const &row) { return m_rows[row]; }
    /// An account as source/name, any other row as source/table#key.
    std::string name_of(staging::StagedRowId const &row);
    bool is_account(staging::StagedRowId const &row) const;
    std::string const &label_of(staging::StagedRowId const &row) const;

    /// Columns of the users table that help to tell accounts apart: no ids, references and secrets.
    std::vector<std::string> const &columns() const { return m_columns; }
    /// 0 where it was not counted.
    std::int64_t accounts_with(std::size_t column, std::string const &text) const;

private:
    bool is_compared(std::string const &name) const;
    std::set<model::KeyColumn> computed_columns() const;

    plan::Plan const &m_plan;
    staging::Staging const &m_staging;
    model::Mapping const &m_mapping;
    model::MappedTable const &m_users;
    staging::Exceptions m_exceptions;
    std::map<std::int64_t, std::pair<model::MappedTable const *, model::MappedSource const *>>
        m_tables; ///< by their staged tables
    std::vector<std::string> m_columns;
    std::map<staging::StagedRowId, Known> m_rows;
    std::map<std::pair<std::size_t, std::string>, std::int64_t> m_accounts_with;
};

} // namespace tributary::claimants
