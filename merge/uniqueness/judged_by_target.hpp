#pragma once

#include "merge/databases/target.hpp"
#include "merge/model/mapping.hpp"
#include "merge/model/value.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/duplicates.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"
#include "merge/target/shape.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tributary::uniqueness {

/// Asks the target itself which rows would share one of its unique keys: what lower(name), a citext, 1 and 1.00 or a
/// partial index take for equal is the database's to say.
///
/// The merged rows go into a temporary table, in a transaction that never commits, opened when it is first needed.
class TargetJudge {
public:
    TargetJudge(plan::Plan const &plan, staging::Staging const &staging,
                std::span<staging::StagedSource const> sources);
    TargetJudge(TargetJudge const &) = delete;
    TargetJudge &operator=(TargetJudge const &) = delete;
    ~TargetJudge();

    /// Groups of two or more rows that agree in the key, or, of an exclusion constraint, of which each is rejected for
    /// another of its group. Exact, but for rows that the target fills with a value of its
    /// own making: why_not() says whether there are any. Throws model::Error 65 that names the row for a value that
    /// the target's column does not take.
    void for_each_duplicate(model::MappedTable const &table, model::UniqueKey const &key,
                            staging::DuplicateSearch const &options, staging::Exceptions const &exceptions,
                            staging::DuplicateSink const &sink);

    /// The group that each row is in by these parts of the key, for rows that the key's predicate takes and that have a
    /// value in each of them (nulls_not_distinct: in any case). With the rows' own values but for references, which are
    /// those of the target by these exceptions; folded rows too. Groups are numbered from 1. Throws as above.
    using GroupSink = std::function<void(std::size_t source, std::int64_t row, std::int64_t group)>;
    void for_each_group(model::MappedTable const &table, model::UniqueKey const &key,
                        std::vector<model::KeyPart> const &parts, staging::Exceptions const &exceptions,
                        GroupSink const &sink);

    /// Why the column does not take this value in a row of the source; empty: it does.
    std::string why_not_taken(model::MappedTable const &table, model::MappedSource const &source,
                              std::string const &column, model::Value const &value);

    /// What keeps rows of this source from being judged, as a sentence's end; empty: nothing. Values that are new each
    /// time (of a sequence, of gen_random_uuid()) keep rows from colliding as well, and need no judgement.
    static std::string why_not(model::MappedTable const &table, model::MappedSource const &source,
                               model::UniqueKey const &key);

    /// The code of a source that the key calls, and for which the target is not asked about it; empty: none.
    std::string calls(model::MappedTable const &table, model::UniqueKey const &key);

private:
    void open();
    void search(model::MappedTable const &table, model::UniqueKey const &key, staging::DuplicateSearch const &options,
                staging::Exceptions const &exceptions, staging::DuplicateSink const &sink);
    void search_pairs(model::MappedTable const &table, model::UniqueKey const &key, model::Table const &scratch,
                      staging::DuplicateSearch const &options, staging::Exceptions const &exceptions,
                      staging::DuplicateSink const &sink);
    void write_rows(model::MappedTable const &table, model::MappedSource const &source, std::int64_t place,
                    model::Table const &scratch, std::vector<std::string> const &columns,
                    staging::Exceptions const &exceptions, staging::Rows which, std::string const &where = {});
    model::Table keep(model::Table const &of, std::string const &select);

    plan::Plan const &m_plan;
    staging::Staging const &m_staging;
    std::span<staging::StagedSource const> m_sources;
    std::unique_ptr<databases::Target> m_target;
    target::TargetShape m_shape; ///< no more than its code of a source
};

} // namespace tributary::uniqueness
