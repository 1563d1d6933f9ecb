#pragma once

#include "merge/model/facts.hpp"
#include "merge/staging/duplicates.hpp"
#include "merge/uniqueness/keys.hpp"

#include <string>
#include <vector>

namespace tributary::uniqueness {

/// What the operator is asked where different rows would share a unique key, one question for each row that would
/// yield.
class UniqueQuestions {
public:
    /// For the rows of one key. What it is given must outlive it.
    UniqueQuestions(staging::Staging const &staging, model::MappedTable const &table, KeyRule const &rule,
                    staging::Exceptions const &exceptions);

    /// About the row at `place`, which is not the first of the group. Its id depends on who shares the key, not on what
    /// their other columns say. `evidence` and `proposal` are still empty.
    model::ConflictFact about(std::vector<staging::DuplicateRow> const &rows, std::size_t place) const;

    /// In what the row differs from the first one, as a sentence.
    std::string evidence(std::vector<staging::DuplicateRow> const &rows, std::size_t place) const;

    std::string in_words(staging::DuplicateRow const &row) const;

private:
    std::string differences(staging::DuplicateRow const &a, staging::DuplicateRow const &b) const;
    std::vector<std::string> values(staging::DuplicateRow const &row) const;
    std::string account(staging::DuplicateRow const &row) const;

    staging::Staging const &m_staging;
    model::MappedTable const &m_table;
    KeyRule const &m_rule;
    staging::Exceptions const &m_exceptions;
    std::vector<std::string> m_columns;
};

} // namespace tributary::uniqueness
