#include "merge/model/bytea.hpp"

#include <charconv>
#include <cstddef>

namespace tributary::model {

std::string bytes_of_bytea(std::string_view text)
{
    if (!text.starts_with("\\x") || text.size() % 2 != 0) {
        return std::string(text);
    }
    std::string result;
    for (std::size_t at = 2; at < text.size(); at += 2) {
        unsigned byte = 0;
        auto const *const end = text.data() + at + 2;
        auto const [stop, error] = std::from_chars(text.data() + at, end, byte, 16);
        if (error != std::errc() || stop != end) {
            return std::string(text);
        }
        result += static_cast<char>(byte);
    }
    return result;
}

std::string bytea_of_bytes(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result = "\\x";
    for (char const sign : bytes) {
        auto const byte = static_cast<unsigned char>(sign);
        result += digits[byte >> 4U];
        result += digits[byte & 0xfU];
    }
    return result;
}

} // namespace tributary::model
