#pragma once

#include "merge/job/answers.hpp"
#include "merge/plan/suffix.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/uniqueness/keys.hpp"
#include "merge/uniqueness/questions.hpp"
#include "merge/uniqueness/search.hpp"

#include <string>
#include <vector>

namespace tributary::uniqueness {

/// What settling a key has changed.
struct Settled {
    bool folded = false;
    bool folded_different = false; ///< rows that are not equal: what they differ in is to be recorded
    bool assigned = false;         ///< rows have other values now
};

/// Lets identical rows that share a unique key fold, and does with different ones what the operator has answered, or
/// what the plan's policy says; or asks.
class UniqueSettler {
public:
    UniqueSettler(job::Job const &job, staging::Staging const &staging, UniqueSearch &search, job::Answers &answers);

    /// `no_policy`: empty, or why the plan's policy is not asked; then the operator is.
    Settled settle(model::MappedTable const &table, KeyRule const &rule, std::string const &no_policy = {});

private:
    using Group = std::vector<staging::DuplicateRow>;

    Group without_identical(Group const &group);
    void settle_different(Group const &rows);
    void ask(Group const &rows, std::string const &why);
    void fold(staging::DuplicateRow const &row, staging::DuplicateRow const &onto, std::string const &rule,
              std::string const &reason);
    void fold_others(Group const &rows, std::size_t onto, std::string const &rule, std::string const &reason);
    void give(Group const &rows, model::RivalVerdict const &verdict);
    void assign(staging::DuplicateRow const &row, std::string const &column, model::Value const &value,
                std::string const &rule);
    void renumber();
    void list_owner(staging::DuplicateRow const &row);
    std::vector<model::Rival> rivals(Group const &rows) const;
    model::Value value_before(staging::DuplicateRow const &row) const;
    bool is_taken(staging::DuplicateRow const &row, std::string_view value);
    void read_taken();
    std::size_t place_of(std::string const &column) const;
    std::string key_with(staging::DuplicateRow const &row, model::Cell const &value) const;

    staging::Staging const &m_staging;
    UniqueSearch &m_search;
    job::Answers &m_answers;
    staging::DecisionWriter m_writer;
    databases::sqlite::Statement m_assign;
    std::vector<plan::Affixes> m_affixes; ///< of each source

    // of the key that is being settled
    model::MappedTable const *m_table = nullptr;
    KeyRule const *m_rule = nullptr;
    std::string m_no_policy;
    staging::Exceptions m_exceptions;
    std::vector<std::string> m_shown; ///< the key's columns, and the policy's
    bool m_has_taken = false;         ///< temp.taken is filled
    bool m_has_owners = false;
    Settled m_settled;
};

} // namespace tributary::uniqueness
