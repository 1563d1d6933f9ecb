#include "merge/references/counted_strings.hpp"

#include "merge/references/json_text.hpp"

#include <charconv>
#include <string>

namespace tributary::references {
namespace {

constexpr int most_escaped = 3;

/// The number that ends before `end`, and where it begins; `end` if there is none.
std::size_t number_before(std::string_view text, std::size_t end, std::size_t &number)
{
    constexpr std::size_t most_digits = 10;
    auto begin = end;
    while (begin > 0 && end - begin < most_digits && text[begin - 1] >= '0' && text[begin - 1] <= '9') {
        --begin;
    }
    std::from_chars(text.data() + begin, text.data() + end, number);
    return begin;
}

/// True if what an object writes itself, behind its class, is as long as it says: `:3:{abc}`.
bool is_counted_body(std::string_view text)
{
    std::size_t length = 0;
    if (!text.starts_with(':')) {
        return false;
    }
    auto const *const last = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data() + 1, last, length);
    auto const at = static_cast<std::size_t>(stop - text.data());
    return error == std::errc() && text.substr(at, 2) == ":{" && length < text.size() - at - 2 &&
           text[at + 2 + length] == '}';
}

std::size_t count(std::string_view text)
{
    std::size_t result = 0;
    for (auto at = text.find(":\""); at != std::string_view::npos; at = text.find(":\"", at + 1)) {
        std::size_t length = 0;
        auto const begin = number_before(text, at, length);
        auto const rest = text.substr(at + 2);
        if (begin == at || length >= rest.size() || rest[length] != '"') {
            continue;
        }
        ++result;
        auto const writes_itself = begin >= 2 && text.substr(begin - 2, 2) == "C:";
        result += writes_itself && is_counted_body(rest.substr(length + 1)) ? 1 : 0;
    }
    return result;
}

} // namespace

std::size_t counted_strings(std::string_view text)
{
    auto result = count(text);
    std::string meant;
    for (int i = 0; i < most_escaped && text.find("\\\"") != std::string_view::npos; ++i) {
        meant = without_json_escapes(text);
        text = meant;
        result += count(text);
    }
    return result;
}

} // namespace tributary::references
