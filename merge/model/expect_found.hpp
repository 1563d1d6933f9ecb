#pragma once

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tributary::model {

/// The first element for which `is` holds. The caller guarantees that there is one; a missing element is a bug, and
/// throws std::logic_error: `there is no <what> "<name>"`. O(n).
template <typename Range, typename Is>
auto expect_found(Range &&range, Is const &is, char const *what, std::string_view name) -> decltype(*std::begin(range))
{
    auto const found = std::find_if(std::begin(range), std::end(range), is);
    if (found == std::end(range)) {
        throw std::logic_error(std::string("there is no ") + what + " \"" + std::string(name) + "\"");
    }
    return *found;
}

/// The same for elements with a member `name`.
template <typename Range>
auto expect_named(Range &&range, std::string_view name, char const *what) -> decltype(*std::begin(range))
{
    return expect_found(
        range, [&](auto const &element) { return element.name == name; }, what, name);
}

} // namespace tributary::model
