#pragma once

#include "merge/model/cell.hpp"

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::model {

/// What is said of a run with open questions: `pico: 3 questions are open; the target was not changed`.
std::string undecided_text(std::string_view run, std::int64_t questions);

/// A value for people: NULL, a number, the text itself, the bytes of a BLOB as X'00FF'.
std::string describe(Cell const &cell);

/// `a, b, c`.
std::string comma_separated(std::vector<std::string> const &list);

/// The word that goes with this number.
constexpr std::string_view plural(std::integral auto number, std::string_view one, std::string_view several)
{
    return number == 1 ? one : several;
}

/// A number and what there are so many of: `1 row refers`, `2 rows refer`.
std::string counted(std::integral auto number, std::string_view one, std::string_view several)
{
    return std::to_string(number) + " " + std::string(plural(number, one, several));
}

/// A number in groups of three digits: `12,345,678`.
std::string grouped(std::int64_t number);

/// A reference as claimants name it: `lists.posts (user_id) -> users`.
std::string reference_label(std::string_view table, std::vector<std::string> const &columns,
                            std::string_view referenced_table);

} // namespace tributary::model
