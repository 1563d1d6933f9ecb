#pragma once

#include "merge/staging/referred.hpp"
#include "merge/uniqueness/key_rows.hpp"
#include "merge/uniqueness/questions.hpp"
#include "merge/uniqueness/settling.hpp"
#include "merge/uniqueness/suffixed.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tributary::uniqueness {

/// The rows of the group that agree in all columns that must agree, together; each set in the order of the group, and
/// the sets in the order of their first rows. A row that is like no other is a set of its own.
std::vector<Group> sets_of_equal_rows(Group const &group);

/// Rows that are equal in all but their own id, and still may be two things: rows of other tables refer to more than
/// one of them (teams of one name, with members), and the plan says nothing.
class AlikeRows {
public:
    /// What it is given must outlive it.
    AlikeRows(Settling const &with, KeyRows const &rows, Suffixed &suffixed);

    /// Finds them among the groups that `for_each_group` passes. Costs a pass over each table that refers to this one,
    /// if there are equal rows at all. False if it has seen that there are no groups.
    bool find(std::function<void(staging::DuplicateSink const &)> const &for_each_group);

    /// Whether these equal rows may be two things. find() has to come first.
    bool contains(Group const &equal);

    /// Which of these equal rows, all but one, fold onto which, as the operator has answered. Those that are to stay
    /// two have got a suffix. Those of which nothing is answered are kept for ask().
    struct Answered {
        std::vector<std::size_t> folds; ///< places in the set
        std::size_t onto = 0;
        bool has_suffixed = false;
    };
    Answered answers(Group const &equal);

    /// Writes the questions that are left: one for each row that would fold; one for all where they are many.
    void ask();

private:
    model::ConflictFact about_all() const;
    bool are_one(model::ConflictFact const &question);
    std::string in_the_plan() const;
    std::string if_two() const;

    Settling const &m_with;
    KeyRows const &m_rows;
    Suffixed &m_suffixed;
    Questions m_questions;
    std::optional<staging::ReferredRows> m_referred;
    std::vector<model::ConflictFact> m_open; ///< the first of them
    std::size_t m_count = 0;                 ///< sets of equal rows of which something is open
    std::size_t m_asked = 0;                 ///< the rows in them that would fold
};

} // namespace tributary::uniqueness
