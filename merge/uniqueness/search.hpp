#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/duplicates.hpp"
#include "merge/staging/merged.hpp"
#include "merge/uniqueness/judged_by_target.hpp"

#include <set>
#include <span>
#include <string>
#include <utility>

namespace tributary::uniqueness {

/// Finds rows that would share a unique key of the target.
class UniqueSearch {
public:
    UniqueSearch(job::Job const &job, staging::Staging const &staging, std::span<staging::StagedSource const> sources,
                 model::Mapping const &mapping);

    /// Groups of two or more rows that would share the key; `options` says which columns are returned. What bytes can
    /// decide is found in staging, everything else by the target itself. A key is not searched where no two rows can
    /// share it: each source guarantees its own rows, and one of the columns holds other values in every source.
    void for_each_duplicate(model::MappedTable const &table, model::UniqueKey const &key,
                            staging::DuplicateSearch options, staging::Exceptions const &exceptions,
                            staging::DuplicateSink const &sink);

    /// Why the target's column does not take this value in a row of the source; empty: it does.
    std::string why_not_taken(model::MappedTable const &table, model::MappedSource const &source,
                              std::string const &column, model::Value const &value)
    {
        return m_judge.why_not_taken(table, source, column, value);
    }

private:
    bool keys_are_folded(model::MappedTable const &table, model::UniqueKey const &key) const;
    bool keeps_strangers(model::KeyColumn const &column) const;
    bool cannot_collide(model::MappedTable const &table, model::UniqueKey const &key,
                        staging::Exceptions const &exceptions) const;
    void say_what_cannot_be_judged(model::MappedTable const &table, model::UniqueKey const &key);

    job::Job const &m_job;
    staging::Staging const &m_staging;
    TargetJudge m_judge;
    std::set<model::KeyColumn> m_disjoint; ///< columns of which no two sources share a value
    std::set<std::string> m_warned;
};

} // namespace tributary::uniqueness
