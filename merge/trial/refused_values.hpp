#pragma once

#include "merge/answers/answers.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"
#include "merge/trial/refused_rows.hpp"

#include <string>
#include <vector>

namespace tributary::trial {

/// Asks about rows that the target does not take (kind `value`), one question for each constraint, and keeps what was
/// answered. Rows that are left out, and values that are given, change what everything else is decided about: so all is
/// decided again, and apply() comes first then.
class RefusedValues {
public:
    RefusedValues(job::Job const &job, staging::Staging const &staging) : m_job(job), m_staging(staging) {}

    /// Does what ask() has found in the answers so far. Before anything is decided about rows.
    void apply(model::Mapping const &mapping, answers::Answers &answers) const;

    /// After all is decided. Writes the questions that are open. True if an answer is to be applied: then everything is
    /// to be decided again.
    bool ask(std::vector<staging::StagedSource> const &sources, model::Schema const &target,
             model::Mapping const &mapping, answers::Answers &answers);

private:
    /// What an answer does to the rows of one question.
    struct Obeyed {
        std::string constraint;
        model::ConflictFact question;
        plan::Answer answer;
        std::vector<RowOfSource> rows;
    };
    void apply(Obeyed const &obeyed, model::MappedTable const &table) const;
    std::string why_not_set(RefusedRows const &refused, std::string const &column_and_value) const;
    /// How many answers were obeyed that are about rows of this constraint; and which of its rows they were about.
    struct Before {
        std::size_t answers = 0;
        std::size_t rows = 0; ///< of those that are refused now
    };
    Before before(RefusedRows const &refused) const;

    job::Job const &m_job;
    staging::Staging const &m_staging;
    std::vector<Obeyed> m_obeyed;
};

} // namespace tributary::trial
