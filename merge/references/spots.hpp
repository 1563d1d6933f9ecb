#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tributary::references {

/// Where an id is in a text.
struct Spot {
    std::size_t begin = 0;
    std::size_t end = 0;    ///< after its last byte, quotes included
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

} // namespace tributary::references
