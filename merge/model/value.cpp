#include "merge/model/value.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace tributary::model {

std::optional<bool> truth(Cell const &cell)
{
    if (cell.type == Cell::Type::integer) {
        return cell.integer == 0 || cell.integer == 1 ? std::optional(cell.integer == 1) : std::nullopt;
    }
    if (cell.type != Cell::Type::text) {
        return std::nullopt;
    }
    std::string word(cell.bytes);
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    constexpr std::array yes{"t", "true", "y", "yes", "on", "1"};
    constexpr std::array no{"f", "false", "n", "no", "off", "0"};
    if (std::find(yes.begin(), yes.end(), word) != yes.end()) {
        return true;
    }
    return std::find(no.begin(), no.end(), word) != no.end() ? std::optional(false) : std::nullopt;
}

} // namespace tributary::model
