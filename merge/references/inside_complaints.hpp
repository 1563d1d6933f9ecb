#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/decisions.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace tributary::references {

/// The problem of a text in which a regular expression would break the length of a string.
inline constexpr char const *length_broken =
    "is serialised, and the regular expression would make a length in it wrong";

/// What is wrong with ids inside the values of one column of one source. A reference is known by its position in the
/// order in which they were added.
class Complaints {
public:
    /// `table` must outlive it.
    Complaints(model::MappedTable const &table, std::string source, std::string column);

    /// Must outlive it.
    void add_reference(plan::ReferencePlan const &reference);

    /// The row refers to a row of `table` that does not exist.
    void add_dangling(std::size_t reference, std::string const &table, std::string const &id, std::string const &row);
    /// The same, by an id that cannot be kept.
    void add_beyond_range(std::size_t reference, std::string const &table, std::string const &id,
                          std::string const &row);
    /// In the row's value ids cannot be found, or not be replaced.
    void add_problem(std::vector<std::size_t> const &references, std::string const &problem, std::string const &row);

    /// A question for each table referred to and one for each problem, with what the plan may say of the values where
    /// it says nothing yet.
    void ask(staging::DecisionWriter &writer) const;

private:
    struct Complaint {
        std::int64_t rows = 0;
        std::string example;
        std::set<std::size_t> references;
    };
    void note(Complaint &complaint, std::vector<std::size_t> const &references, std::string const &what,
              std::string const &row) const;
    std::vector<plan::ReferencePlan const *> references_of(Complaint const &complaint) const;
    std::string proposal_for_ids(Complaint const &complaint, bool may_keep) const;
    std::string proposal_for_values(std::string const &problem, Complaint const &complaint) const;
    std::vector<char const *> words(bool may_keep, bool may_be_null) const;
    void write(staging::DecisionWriter &writer, char const *kind, std::string const &claimants,
               std::string const &evidence, std::string const &proposal) const;

    model::MappedTable const &m_table;
    std::string m_source;
    std::string m_column;
    std::vector<plan::ReferencePlan const *> m_references;
    std::map<std::string, Complaint> m_dangling; ///< by the table referred to
    std::map<std::string, Complaint> m_beyond;
    std::map<std::string, Complaint> m_problems;
};

} // namespace tributary::references
