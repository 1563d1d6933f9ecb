#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace tributary::model {

/// How many digits of ASCII there are from this place on.
inline std::size_t digits_at(std::string_view text, std::size_t from)
{
    auto at = from;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
        ++at;
    }
    return at - from;
}

/// The number that the text is as a whole, in decimal; none where it is something else, or does not fit.
inline std::optional<std::int64_t> whole_number(std::string_view text)
{
    std::int64_t number = 0;
    auto const *const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

} // namespace tributary::model
