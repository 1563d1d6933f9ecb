#include "rules/all.hpp"

#include <limits>

namespace tributary::rules {
namespace {

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }

/// Length in characters (Unicode code points), as varchar(n) counts.
std::size_t length(std::string_view text)
{
    std::size_t count = 0;
    for (char const c : text) {
        count += begins_character(c) ? 1 : 0;
    }
    return count;
}

/// The first `count` characters.
std::string_view head(std::string_view text, std::size_t count)
{
    std::size_t end = 0;
    while (end < text.size() && (count > 0 || !begins_character(text[end]))) {
        count -= begins_character(text[end]) ? 1 : 0;
        ++end;
    }
    return text.substr(0, end);
}

/// bob → bobtmp, bobtmp2, bobtmp3 … until one is free. The name is cut to fit, never the suffix.
std::optional<std::string> propose(model::NameRequest const &request)
{
    auto const limit =
        request.max_length > 0 ? static_cast<std::size_t>(request.max_length) : std::numeric_limits<std::size_t>::max();
    for (std::size_t number = 1;; ++number) {
        auto const ending = std::string(request.suffix) + (number == 1 ? "" : std::to_string(number));
        if (length(ending) >= limit) {
            return std::nullopt; // nothing of the name would be left
        }
        auto name = std::string(head(request.name, limit - length(ending))) + ending;
        if (!(*request.taken)(name)) {
            return name;
        }
    }
}

} // namespace

model::NamePolicy const suffix{
    "suffix", "the account that yields gets the suffix; a number behind it where that is taken", propose};

} // namespace tributary::rules
