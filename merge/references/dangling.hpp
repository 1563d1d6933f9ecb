#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/references/composite.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tributary::references {

/// Columns of one source's table that refer to columns of another, in some of its rows or in all.
struct Link {
    std::vector<std::string> columns; ///< the target's names
    std::vector<std::string> values;  ///< SQL for what refers
    std::string table;
    std::vector<std::string> referenced;
    std::string condition; ///< SQL; empty: every row
    bool vouched = false;  ///< the source guarantees every row, however the value is written
    bool enforced = false; ///< the source guarantees every row, and values are written alike
    plan::ReferencePlan const *reference_plan = nullptr; ///< what the plan says of it, if anything
    model::DeclaredReference const *declared = nullptr;
};

/// What becomes of one table's rows that refer to nothing: what the plan's `dangling` says of the reference, otherwise
/// a conflict for each reference, with the number of its rows and the first of them.
///
/// Rows are given as SQL: ` FROM … WHERE …` with the staged table under the target's label.
class DanglingRows {
public:
    DanglingRows(job::Job const &job, staging::Staging const &staging, model::MappedTable const &table,
                 staging::DecisionWriter &writer);

    /// `rows` refer to nothing. `whole`: all rows of the table that they refer to are loaded. Returns true if rows were
    /// left out that were not. Throws model::Error 78 where `dangling` cannot be done.
    bool obey(model::MappedSource const &source, Link const &link, std::string const &rows, bool whole);

    /// `rows` refer to a row by a value that its database takes for equal, and that the crosswalk does not.
    void stop_written_differently(model::MappedSource const &source, Link const &link, std::string const &rows);

    /// Rows cannot follow this reference, as another to table `moved` shares a column with it: see torn_apart().
    void stop_torn(model::MappedSource const &source, Link const &link, std::string const &moved, Torn const &torn);

    /// `rows` rows refer by a value, such as `example`, that was given up without a replacement.
    void stop_lost(model::MappedSource const &source, std::string const &column, model::KeyColumn const &key,
                   std::int64_t rows, std::string const &example);

private:
    enum class Wrong { missing, left_out, not_written_as_id, written_differently };

    static std::string what_is_wrong(Wrong wrong, std::int64_t rows, std::string const &table,
                                     std::string const &example);
    /// The foreign key of the target that takes no dangling value in this column; null if no key does.
    model::ForeignKey const *key_of_target(std::string const &column) const;
    /// Throws model::Error 78 if there are `rows` whose values such a key would not take.
    void refuse_under_key(Link const &link, std::string const &rows) const;
    /// True of the numbers below 1, which no database hands out: some write 0 where others have NULL; and of the empty
    /// text. Nothing where the plan makes them NULL or keeps all values, or where a foreign key of the target takes
    /// none. SQL.
    std::optional<std::string> none_of(model::MappedSource const &source, Link const &link) const;
    std::string label_of(model::MappedSource const &source, std::vector<std::string> const &columns,
                         std::string const &referenced_table) const;
    /// One question for each reference, whatever is wrong with it.
    void conflict(std::string const &reference, std::string const &evidence, std::string const &proposal);
    std::string proposal_for(model::MappedSource const &source, Link const &link, bool is_beyond_range) const;
    /// True if the target's column, or its primary key, does not take NULL.
    bool is_demanded(model::Column const &column) const;
    void stop(model::MappedSource const &source, Link const &link, std::string const &from, Wrong wrong);
    /// Numbers move with their source's id range, where no row of another source is; 0 and less are no row's id. `rule`
    /// is what the report calls it.
    void keep(model::MappedSource const &source, Link const &link, std::string const &from, std::string_view rule);
    /// Records the values, so that they can be reported. True if there are any; `becomes` is SQL.
    bool add_values(model::MappedSource const &source, Link const &link, std::string const &from, std::string_view rule,
                    std::string const &becomes);
    void set_null(model::MappedSource const &source, Link const &link, std::string const &from);
    void write(model::MappedSource const &source, std::string const &name, std::string const &value,
               std::string const &from);
    bool drop_rows(model::MappedSource const &source, Link const &link, std::string const &from);

    job::Job const &m_job;
    staging::Staging const &m_staging;
    model::MappedTable const &m_table;
    staging::DecisionWriter &m_writer;
};

} // namespace tributary::references
