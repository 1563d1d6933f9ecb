#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::undeclared {

/// A member of an object, and its value: a string, or a whole number in decimal.
struct ObjectWord {
    std::string member;
    std::string value;
    bool is_text = true;

    bool operator==(ObjectWord const &) const = default;
};

/// The members of an object that may say of which kind it is: strings that begin with a letter, have no blanks and at
/// most 40 bytes, the first eight; and those that are asked for, whatever they are. Of several of one name the last.
using ObjectWords = std::vector<ObjectWord>;

/// Those of the objects of a JSON document, in the order in which the objects begin: what says the kind may stand
/// behind the others. Of the first 100,000 objects. Nothing if it is no JSON, or nested deeper than 100 levels.
/// O(length).
std::optional<std::vector<ObjectWords>> words_of_objects(std::string_view json, std::set<std::string> const &asked);

} // namespace tributary::undeclared
