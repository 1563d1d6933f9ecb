#pragma once

#include "merge/model/facts.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tributary::staging {

/// The staged rows that open questions are about (ConflictFact::rows), while a run is resolved: in the temporary table
/// temp.claimant. All that is read here costs a pass over a table or less, however many rows there are in question.

/// A row by its staged table and its number there.
using StagedRowId = std::pair<std::int64_t, std::int64_t>;

/// Makes the table, or empties it.
void clear_claimant_rows(Staging const &staging);
/// Question, claimant, place, table, row.
databases::sqlite::Statement insert_claimant_row(Staging const &staging);

/// The rows of one open question, in the order in which it named them.
struct QuestionRows {
    std::string id;
    std::string kind;
    std::vector<model::ClaimantRow> rows;
};
/// In the order of their ids.
std::vector<QuestionRows> questions_with_rows(Staging const &staging);

/// Adds to the evidence of an open question.
void add_evidence(Staging const &staging, std::string const &id, std::string const &text);

/// How many rows of one source's table refer to a row in question by some columns.
struct RowsOnClaimant {
    StagedRowId claimant;
    std::string table;
    std::string columns; ///< several: with commas
    std::int64_t rows = 0;
};
/// By foreign keys and as the plan declares, by value; rows that are left out refer to nothing, and columns in
/// `computed` neither.
void for_each_reference_to_claimant(Staging const &staging, model::Mapping const &mapping, Exceptions const &exceptions,
                                    std::set<model::KeyColumn> const &computed,
                                    std::function<void(RowsOnClaimant const &)> const &sink);

/// An account that a row in question refers to.
struct OwnerOfClaimant {
    StagedRowId claimant;
    std::string columns; ///< several: with commas
    std::string account; ///< source/name
};
/// In the order of the tables, and of the columns that refer.
void for_each_owner_of_claimant(Staging const &staging, model::Mapping const &mapping,
                                std::function<void(OwnerOfClaimant const &)> const &sink);

/// The rows in question that are accounts, as source/name.
void for_each_claimant_account(Staging const &staging, model::MappedTable const &users,
                               std::function<void(StagedRowId const &, std::string const &account)> const &sink);
/// The fingerprints of their login keys, each once; not those that are malformed or left out.
void for_each_login_key_of_claimant(Staging const &staging, model::MappedTable const &users,
                                    std::function<void(StagedRowId const &, std::string const &key)> const &sink);

/// What rows in question have in these columns before anything is decided about them: their own values, with their
/// references rewritten.
void for_each_claimant_value(Staging const &staging, model::MappedTable const &table,
                             std::span<std::string const> columns, Exceptions const &exceptions,
                             std::function<void(StagedRowId const &, model::Row)> const &sink);

/// How many staged users of each source have these texts in a column; those that somebody has.
void for_each_text_of_accounts(Staging const &staging, model::MappedTable const &users, std::string const &column,
                               std::set<std::string> const &texts,
                               std::function<void(std::string const &text, std::int64_t accounts)> const &sink);

} // namespace tributary::staging
