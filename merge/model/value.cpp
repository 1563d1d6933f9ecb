#include "merge/model/value.hpp"

#include "merge/model/characters.hpp"

#include <algorithm>

namespace tributary::model {

std::optional<bool> truth(Cell const &cell)
{
    if (cell.type == Cell::Type::integer) {
        return cell.integer == 0 || cell.integer == 1 ? std::optional(cell.integer == 1) : std::nullopt;
    }
    if (cell.type != Cell::Type::text) {
        return std::nullopt;
    }
    auto const word = in_lower_case(std::string(cell.bytes));
    auto const is_one_of = [&](auto const &words) {
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    return is_one_of(words_for_true)    ? std::optional(true)
           : is_one_of(words_for_false) ? std::optional(false)
                                        : std::nullopt;
}

} // namespace tributary::model
