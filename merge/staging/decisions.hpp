#pragma once

#include "merge/model/facts.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace tributary::staging {

/// Deletes all that resolve wrote: it starts over each time.
void clear_decisions(Staging const &staging);

/// Made from what the question is about, not from what is proposed: the same over all snapshots.
std::string conflict_id(model::ConflictFact const &conflict);

/// Writes decisions, one prepared statement for each kind.
class DecisionWriter {
public:
    explicit DecisionWriter(Staging const &staging);

    /// The row is not loaded; references to it go to the survivor. A row that is folded already stays as it is.
    void fold(std::int64_t table, std::int64_t row, std::int64_t survivor_table, std::int64_t survivor_row,
              std::string_view rule, std::string_view reason);
    /// The row is not loaded, by a rule of the plan. A row that is folded or left out already stays so. True if it was
    /// neither.
    bool leave_out(std::int64_t table, std::int64_t row, std::string_view rule, std::string_view reason);
    void rename(std::int64_t table, std::int64_t row, std::string_view new_name, std::string_view rule,
                std::string_view reason);
    /// The column of the row gets another value; `old` is what it had before any rule of a key gave it one. In place of
    /// an earlier one. `key` is the row's old primary key.
    void assign(std::int64_t table, std::int64_t row, std::string_view key, std::string_view column,
                model::Cell const &value, model::Cell const &old, std::string_view rule);
    /// `id` is made here. Its rows are in claimant_rows.hpp until the connection ends. True if it was
    /// not asked yet.
    bool conflict(model::ConflictFact conflict);
    /// As conflict(); a question with the same id keeps its proposal, and this evidence is appended to its own, after
    /// `; `.
    void add_to_conflict(model::ConflictFact const &conflict);
    /// A row that a constraint of the target does not take, as the report `refused_values` lists it.
    void refused_value(std::string_view constraint, std::int64_t table, std::int64_t row, std::string_view key,
                       std::string_view values);
    /// Takes back what conflict() wrote of this kind about this table. True if there was anything.
    bool forget_conflicts(std::string_view kind, std::string_view table);

private:
    databases::sqlite::Database const &m_database;
    databases::sqlite::Statement m_fold;
    databases::sqlite::Statement m_leave_out;
    databases::sqlite::Statement m_rename;
    databases::sqlite::Statement m_assign;
    databases::sqlite::Statement m_conflict;
    databases::sqlite::Statement m_add_evidence;
    databases::sqlite::Statement m_claimant;
    databases::sqlite::Statement m_forget_claimants;
    databases::sqlite::Statement m_forget;
    databases::sqlite::Statement m_refused_value;
};

/// Folds as DecisionWriter::fold() writes them, for very many: they are there after finish(), and not before.
class FoldWriter {
public:
    explicit FoldWriter(Staging const &staging);
    void fold(std::int64_t table, std::int64_t row, std::int64_t survivor_table, std::int64_t survivor_row,
              std::string_view rule, std::string_view reason);
    void finish() { m_insert.finish(); }

private:
    databases::sqlite::BulkInsert m_insert;
};

/// Where a survivor was folded in its turn, its rows go to that one's survivor.
void settle_survivors(Staging const &staging);

/// Rows that were folded onto one that is left out are left out as well: they have no survivor.
void leave_out_with_survivors(Staging const &staging);

/// All rows of a staged table, which SQL over them calls `label`.
struct StagedRows {
    std::int64_t table = 0;
    std::string staged;
    std::string label;
};

/// Leaves out, by the plan's `where`, all rows of which the condition is not true.
void leave_out_unless(Staging const &staging, StagedRows const &rows, std::string const &condition);

/// True if there is a question of this kind about this table.
bool has_conflict(Staging const &staging, std::string_view kind, std::string_view table);

/// Appends an answer of the operator and its outcome. `claimants` lists all accounts that it concerns.
void write_answer(Staging const &staging, model::OverrideFact const &answer, std::string_view claimants);

/// Of all that was decided, in terms of the sources: the same whatever order rows were read in.
std::string decisions_digest(Staging const &staging);

/// The operator's answers that cannot be obeyed, or whose questions do not exist any more, in words. Not those whose
/// questions other answers settle.
std::vector<std::string> answers_not_obeyed(Staging const &staging);

std::int64_t undecided(Staging const &staging);

/// All open questions, in the order of their ids.
std::vector<model::ConflictFact> open_questions(Staging const &staging);

} // namespace tributary::staging
