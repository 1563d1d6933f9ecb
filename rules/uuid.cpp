#include "rules/uuid.hpp"

#include <boost/uuid/detail/sha1.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

namespace tributary::rules {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

constexpr std::string_view digits = "0123456789abcdef";

std::optional<Bytes> bytes_of(model::Value const &value)
{
    Bytes bytes{};
    if (value.type == model::Cell::Type::blob) {
        if (value.bytes.size() != bytes.size()) {
            return std::nullopt;
        }
        std::copy(value.bytes.begin(), value.bytes.end(), bytes.begin());
        return bytes;
    }
    if (value.type != model::Cell::Type::text) {
        return std::nullopt;
    }
    auto text = value.bytes;
    auto const hyphens = text.size() == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';
    if (hyphens) {
        std::erase(text, '-');
    }
    if (text.size() != 2 * bytes.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const digit = digits.find(static_cast<char>(std::tolower(static_cast<unsigned char>(text[i]))));
        if (digit == std::string_view::npos) {
            return std::nullopt;
        }
        bytes[i / 2] = static_cast<std::uint8_t>(std::size_t{bytes[i / 2]} * 16 + digit);
    }
    return bytes;
}

std::string text_of(Bytes const &bytes, std::string const &like)
{
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (like.size() == 36 && (i == 4 || i == 6 || i == 8 || i == 10)) {
            text += '-';
        }
        text += digits[bytes[i] >> 4U];
        text += digits[bytes[i] & 15U];
    }
    if (std::any_of(like.begin(), like.end(), [](char c) { return c >= 'A' && c <= 'F'; })) {
        std::transform(text.begin(), text.end(), text.begin(),
                       [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c; });
    }
    return text;
}

} // namespace

std::optional<std::string> uuid_version_5(model::Value const &space, std::string_view name)
{
    auto const bytes = bytes_of(space);
    if (!bytes) {
        return std::nullopt;
    }
    boost::uuids::detail::sha1 sha1;
    sha1.process_bytes(bytes->data(), bytes->size());
    sha1.process_bytes(name.data(), name.size());
    boost::uuids::detail::sha1::digest_type digest{};
    sha1.get_digest(digest);
    Bytes made{};
    for (std::size_t i = 0; i < made.size(); ++i) {
        made[i] = static_cast<std::uint8_t>(digest[i / 4] >> (24U - 8U * (i % 4)));
    }
    made[6] = static_cast<std::uint8_t>((made[6] & 0x0fU) | 0x50U);
    made[8] = static_cast<std::uint8_t>((made[8] & 0x3fU) | 0x80U);
    return space.type == model::Cell::Type::blob ? std::string(made.begin(), made.end()) : text_of(made, space.bytes);
}

} // namespace tributary::rules
