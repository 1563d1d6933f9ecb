#include "rules/all.hpp"
#include "rules/login_keys/ssh_blob.hpp"

#include <array>
#include <cstdint>

namespace tributary::rules {
namespace {

constexpr std::string_view blanks = " \t\r\n";

constexpr auto base64_values = [] {
    std::array<std::int8_t, 256> table{};
    table.fill(-1);
    std::string_view const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < digits.size(); ++i) {
        table[static_cast<unsigned char>(digits[i])] = static_cast<std::int8_t>(i);
    }
    return table;
}();

/// RFC 4648, section 4, padding required where it is due. Nothing if the text is anything else.
std::optional<std::string> decoded(std::string_view text)
{
    if (text.empty() || text.size() % 4 != 0) {
        return std::nullopt;
    }
    std::size_t padding = 0;
    while (padding < 2 && text[text.size() - 1 - padding] == '=') {
        ++padding;
    }
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (char const c : text.substr(0, text.size() - padding)) {
        auto const value = base64_values[static_cast<unsigned char>(c)];
        if (value < 0) {
            return std::nullopt;
        }
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xffU);
        }
    }
    auto const left_over = bits & ((1U << static_cast<unsigned>(count)) - 1U);
    return left_over == 0 ? std::optional(bytes) : std::nullopt;
}

std::string_view next_word(std::string_view &rest)
{
    auto const start = rest.find_first_not_of(blanks);
    if (start == std::string_view::npos) {
        rest = {};
        return {};
    }
    std::size_t end = start;
    for (bool quoted = false; end < rest.size() && (quoted || blanks.find(rest[end]) == std::string_view::npos);
         ++end) {
        quoted = quoted != (rest[end] == '"' && (end == start || rest[end - 1] != '\\'));
    }
    auto const word = rest.substr(start, end - start);
    rest.remove_prefix(end);
    return word;
}

/// "[options] type base64 [comment]", as sshd(8) describes authorized_keys. Only the blob counts: it repeats the type.
/// What sshd would accept no login by is malformed: a comment, a line of known_hosts, a certificate, a key that signs
/// others.
std::optional<std::string> normalise_by_ssh(std::string_view key)
{
    if (key.find('\0') != std::string_view::npos) {
        return std::nullopt;
    }
    auto rest = key;
    auto const first = next_word(rest);
    auto after = rest;
    if (auto blob = decoded(next_word(after)); blob && is_ssh_public_key(first, *blob)) {
        return blob;
    }
    auto const type = next_word(rest); // the first word may be options
    auto blob = decoded(next_word(rest));
    auto const is_key = blob && is_ssh_public_key(type, *blob) && are_options_of_a_login_key(first);
    return is_key ? std::move(blob) : std::nullopt;
}

} // namespace

model::KeyFormat const ssh_key{"ssh", "an OpenSSH public key: type and blob are compared, options and comment are not",
                               normalise_by_ssh};

} // namespace tributary::rules
