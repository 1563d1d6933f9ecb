#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::resolve {

/// Where an id stands in a text.
struct Spot {
    std::size_t begin = 0;
    std::size_t end = 0;    ///< behind its last byte, quotes included
    std::string id;         ///< as it is meant: without quotes and escapes
    bool is_number = false; ///< written without quotes
    bool is_name = false;   ///< the key of an object, which may be there only once
    std::size_t owner = 0;  ///< of a key: which object, counted from 0
};

/// The ids in a value, in order of their places.
struct Spots {
    std::vector<Spot> list;
    std::string problem; ///< why they cannot be found; empty: they are all in the list
};

/// The text with other ids in these places; `ids` has one for each spot, none where it stays as it is. All other bytes
/// stay. `write` makes an id what stands in the text: with quotes and escapes.
template <typename Write>
std::string replace(std::string_view text, std::vector<Spot> const &spots,
                    std::vector<std::optional<std::string>> const &ids, Write const &write)
{
    std::string result;
    std::size_t from = 0;
    for (std::size_t i = 0; i < spots.size(); ++i) {
        if (ids[i]) {
            result += text.substr(from, spots[i].begin - from);
            result += write(spots[i], *ids[i]);
            from = spots[i].end;
        }
    }
    return result += text.substr(from);
}

} // namespace tributary::resolve
