#pragma once

#include "merge/model/mapping.hpp"
#include "merge/undeclared/suspects.hpp"

#include <cstddef>
#include <cstdint>

/// Which counts make a suspect a question, and which an answer.
namespace tributary::undeclared {

/// What the column most probably refers to.
struct Target {
    model::KeyColumn to;
    bool users = true;
    bool by_name = false; ///< of users
    bool whole = true;    ///< the column has the whole name of the table
    bool shifted = true;
    bool has_rival = false;     ///< nearly all values are ids of another table as well
    bool extended = false;      ///< the suspect's table is named after it
    bool is_referred_to = true; ///< by keys of other tables
};

/// What was counted of one column in all sources, whatever it refers to.
struct Counted {
    std::int64_t values = 0;
    std::int64_t hits = 0;          ///< ids of the rows that it most probably refers to
    std::size_t distinct = 0;       ///< in the source with the most
    std::size_t all_distinct = 0;   ///< in all sources together
    std::size_t sources = 0;        ///< that have values
    std::size_t distinct_names = 0; ///< of users, among the first different values
    bool scattered = false;
    std::int64_t none = 0;        ///< 0 and less, which stand for no reference
    std::int64_t ones = 0;        ///< values that are 1
    bool always_different = true; ///< in each source no two values are equal
    bool as_many = false;         ///< in some source there is a value for each row that it may refer to
    bool always_as_many = true;   ///< in each source
    bool always_half = true;      ///< in each source there is a value for half of these rows
    bool always_all = true;       ///< in each source each of these rows occurs among the values
    bool always_covers = true;    ///< in each source half of these rows, or more, occur among the values
    bool reaches_far = true; ///< in each source there are three different numbers, and one beyond the middle of the ids
    bool uses_up = false;    ///< the numbers are nearly all of its ids in each source, of which there are several
    double by_accident = 1;  ///< how probable it is that the numbers are ids though they refer to nothing
    double earlier_by_accident = 1; ///< how probable it is that no number is greater than the id of its own row
};

/// True if the values of one source may be ids or names of users, by the rules for columns that are about users.
bool is_of_users(Suspect const &suspect, Suspect::Looks looks, Tally const &tally);

/// True if the column is asked about; `looks` is what it is taken for. For columns that is_of_users() does not judge.
bool is_suspicious(Suspect const &suspect, Suspect::Looks looks, Target const &target, Counted const &counted);

/// True if it need not be asked about, because its name and its values say what it refers to. A handful of values is
/// never enough where the name does not say of which table they are.
bool is_certain(Suspect const &suspect, Suspect::Looks looks, Target const &target, Counted const &counted);

} // namespace tributary::undeclared
