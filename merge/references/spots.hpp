#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::references {

/// Where an id is in a text, and what becomes of it.
struct Spot {
    /// What a new id has to look like there.
    enum class Written { plain, array_element, json, php };
    std::size_t begin = 0;
    std::size_t end = 0; ///< after its last byte; with quotes, and in PHP with type and length
    std::string id;      ///< as it is meant: without quotes and escapes
    Written written = Written::plain;
    bool is_number = false;        ///< written without quotes
    bool is_name = false;          ///< the key of an object, which may be there only once
    std::size_t owner = 0;         ///< of a key: which object, counted from 0
    std::vector<Spot> inside = {}; ///< of a string that holds a document or a text: the ids in `id`, which is that
    std::optional<std::string> becomes = std::nullopt; ///< none: it stays
    bool is_null = false;                              ///< it becomes NULL
};

/// The ids in a value, in order of their places.
struct Spots {
    std::vector<Spot> list;
    std::string problem; ///< why they cannot be found; empty: they are all in the list
};

/// Puts spots in order of their places, and those inside one string, found by several references, together.
void put_in_order(std::vector<Spot> &spots);

/// True if two keys of one object would be equal afterwards.
bool two_keys_become_one(std::vector<Spot> const &spots);

/// The text with what the ids become; all other bytes stay. Lengths that the text tells of its strings are right at
/// every level. Of two spots in one place the first counts. `spots` are in order.
std::string put_back(std::string_view text, std::vector<Spot> const &spots);

/// An integer written in the one way there is: no sign but -, no leading zero. Nothing for any other text.
std::optional<std::int64_t> plain_integer(std::string const &text);

} // namespace tributary::references
