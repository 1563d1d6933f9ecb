#pragma once

#include "merge/model/cell.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::undeclared {

/// A text or a whole number in a JSON document, or a key that may be an id: a whole number, or as long as a uuid.
struct Scalar {
    enum class Is { member, element, key };
    std::vector<std::string> const &names; ///< of the members that hold it, the outermost first, the column's before
    std::string const &path;               ///< as the plan says it; of a key that of its object
    std::size_t object = 0;                ///< how much of the path leads to the object or list that holds it
    Is is = Is::member;
    model::Cell const &value;
};
using ScalarSink = std::function<void(Scalar const &scalar)>;

/// Passes on what is in the document that a column holds. False if it is not JSON, or is nested more than 100 deep;
/// what came before that was passed on.
bool walk_json(std::string_view text, std::string const &column, ScalarSink const &sink);

} // namespace tributary::undeclared
