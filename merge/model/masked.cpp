#include "merge/model/masked.hpp"

#include "merge/model/characters.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tributary::model {
namespace {

constexpr std::string_view stars = "***";
constexpr std::size_t npos = std::string_view::npos;

bool is_decimal(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

bool is_listed(std::span<std::string_view const> words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// passwordHash and password_hash are "password", "hash".
std::vector<std::string> words_of(std::string_view name)
{
    std::vector<std::string> words(1);
    for (std::size_t i = 0; i < name.size(); ++i) {
        auto const begins = i > 0 && is_upper(name[i]) && !is_upper(name[i - 1]);
        if (!is_letter_or_digit(name[i]) || begins) {
            words.emplace_back();
        }
        if (is_letter_or_digit(name[i])) {
            words.back() += name[i];
        }
    }
    std::transform(words.begin(), words.end(), words.begin(), in_lower_case);
    return words;
}

// ---- secrets -----------------------------------------------------------------------------------

/// Backslashes and a quote: strings in a document that stands in a string of another one begin and end so.
std::string_view delimiter_at(std::string_view text, std::size_t at)
{
    auto const end = std::min(text.find_first_not_of('\\', at), text.size());
    return end < text.size() && (text[end] == '"' || text[end] == '\'') ? text.substr(at, end + 1 - at)
                                                                        : std::string_view();
}

/// Where a string ends that began with this delimiter; npos if it does not.
std::size_t end_of_string(std::string_view text, std::size_t at, std::string_view delimiter)
{
    for (auto end = text.find(delimiter.back(), at); end != npos; end = text.find(delimiter.back(), end + 1)) {
        auto const last = text.substr(at, end - at).find_last_not_of('\\');
        auto const begin = last == npos ? at : at + last + 1;
        if (end + 1 - begin == delimiter.size()) {
            return begin;
        }
    }
    return npos;
}

/// A part of a text.
struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The value of `"token": "abc"`, `s:5:"token";s:3:"abc"`, `'token' => 'abc'`, where the key begins here.
std::optional<Range> value_of_secret_key(std::string_view text, std::size_t at, std::string_view delimiter)
{
    constexpr std::size_t longest_key = 64;
    constexpr std::size_t longest_gap = 24;
    constexpr std::string_view between = " \t\r\n:;=>s0123456789";
    auto const begin = at + delimiter.size();
    auto const end = end_of_string(text.substr(0, std::min(text.size(), begin + longest_key)), begin, delimiter);
    if (end == npos || !is_called_after_a_secret(text.substr(begin, end - begin))) {
        return std::nullopt;
    }
    auto const behind = end + delimiter.size();
    auto const value = text.find_first_not_of(between, behind);
    if (value == npos || value == behind || value - behind > longest_gap || delimiter_at(text, value) != delimiter) {
        return std::nullopt;
    }
    auto const first = value + delimiter.size();
    auto const last = end_of_string(text, first, delimiter);
    return Range{first, last == npos ? text.size() : last};
}

/// The value of `?token=abc` or `&token=abc`, where `?` or `&` stands here.
std::optional<Range> value_of_secret_parameter(std::string_view text, std::size_t at)
{
    auto const equals = text.find_first_of("=?&\"' \n", at + 1);
    if (equals == npos || text[equals] != '=' || !is_called_after_a_secret(text.substr(at + 1, equals - at - 1))) {
        return std::nullopt;
    }
    return Range{equals + 1, std::min(text.find_first_of("&#\"'<> \t\r\n", equals), text.size())};
}

/// The password of `postgresql://merge:secret@db1/pico`, where `://` stands here.
std::optional<Range> password_of_url(std::string_view text, std::size_t at)
{
    constexpr std::string_view mark = "://";
    if (text.substr(at, mark.size()) != mark) {
        return std::nullopt;
    }
    auto const begin = at + mark.size();
    auto const end = std::min(text.find_first_of("/?#\"'<> \t\r\n", begin), text.size());
    auto const colon = text.find(':', begin);
    auto const sign = text.substr(0, end).rfind('@');
    return colon < end && sign != npos && colon < sign ? std::optional(Range{colon + 1, sign}) : std::nullopt;
}

/// A word that is shaped like a secret, or a block of armoured text, where it begins here.
std::optional<Range> secret_word(std::string_view text, std::size_t at)
{
    constexpr std::string_view armour = "-----BEGIN ";
    constexpr std::string_view end_of_armour = "-----END ";
    if (text.substr(at).starts_with(armour)) {
        auto const end = text.find(end_of_armour, at);
        return Range{at + armour.size(), end == npos ? text.size() : end};
    }
    auto const word = text.substr(at, std::min(text.find_first_of(" \t\r\n\"'\\,;<>)", at), text.size()) - at);
    if (!word.starts_with("otpauth://") && !word.starts_with('$') && !word.starts_with('{') &&
        !word.starts_with("pbkdf2") && !word.starts_with("scrypt")) {
        return std::nullopt;
    }
    auto const is_template = word.size() > 1 && word.front() == '{' && !is_upper(word[1]); // {name}-{source}
    return !is_template && is_shaped_like_a_secret(word) ? std::optional(Range{at, at + word.size()}) : std::nullopt;
}

std::optional<Range> secret_at(std::string_view text, std::size_t at)
{
    auto const begins_word = at == 0 || !is_letter_or_digit(text[at - 1]);
    switch (text[at]) {
    case '\\':
        if (at > 0 && text[at - 1] == '\\') {
            return std::nullopt; // within the run that its first stands for
        }
        [[fallthrough]];
    case '"':
    case '\'': {
        auto const delimiter = delimiter_at(text, at);
        return delimiter.empty() ? std::nullopt : value_of_secret_key(text, at, delimiter);
    }
    case '?':
    case '&': return value_of_secret_parameter(text, at);
    case ':': return password_of_url(text, at);
    case '-': return at > 0 && text[at - 1] == '-' ? std::nullopt : secret_word(text, at);
    case '$':
    case '{':
    case 'o':
    case 'p':
    case 's': return begins_word ? secret_word(text, at) : std::nullopt;
    default: return std::nullopt;
    }
}

// ---- addresses ---------------------------------------------------------------------------------

constexpr std::array<std::string_view, 6> signs{"@", "%40", "\\u0040", "&#64;", "&#x40;", "\xef\xbc\xa0"};

std::string_view sign_at(std::string_view text, std::size_t at)
{
    auto const found =
        std::find_if(signs.begin(), signs.end(), [&](auto sign) { return text.substr(at).starts_with(sign); });
    return found == signs.end() ? std::string_view() : *found;
}

bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80U; }
bool is_of_label(char c) { return is_letter_or_digit(c) || c == '-' || is_beyond_ascii(c); }
bool is_of_local_part(char c)
{
    constexpr std::string_view others = "._%+-'!#$&*=?^`{|}~";
    return is_letter_or_digit(c) || is_beyond_ascii(c) || others.find(c) != npos;
}

/// Where the part before the sign begins, which is at `end`: at a letter or digit, so that neither quotes nor what
/// marks a value belong to it. `end` if it is empty.
constexpr std::size_t longest_local_part = 256; ///< RFC 5321 allows 64

std::size_t begin_of_local_part(std::string_view text, std::size_t least, std::size_t end)
{
    if (end > least + 1 && text[end - 1] == '"') { // "ann smith"@example.org
        auto const quote = text.rfind('"', end - 2);
        return quote == npos || quote < least || quote + 1 == end - 1 ? end : quote;
    }
    auto begin = end;
    while (begin > least && end - begin < longest_local_part && is_of_local_part(text[begin - 1])) {
        --begin;
        constexpr std::string_view starts_value = "=&?"; // user=ann@example.org
        if (starts_value.find(text[begin]) != npos) {
            ++begin;
            break;
        }
    }
    while (begin < end && !is_letter_or_digit(text[begin]) && !is_beyond_ascii(text[begin])) {
        ++begin;
    }
    return begin;
}

/// Where the domain ends that begins here: labels with dots between, the last of them begins with a letter; or an
/// address of a machine in brackets. `at` if it is no domain.
std::size_t end_of_domain(std::string_view text, std::size_t at)
{
    if (at < text.size() && text[at] == '[') {
        auto const close = text.find(']', at);
        auto const inside = close == npos ? std::string_view() : text.substr(at + 1, close - at - 1);
        auto const is_machine = !inside.empty() && std::all_of(inside.begin(), inside.end(), [](char c) {
            return is_letter_or_digit(c) || c == '.' || c == ':';
        });
        return is_machine ? close + 1 : at;
    }
    auto end = at;
    std::size_t labels = 0;
    std::size_t last = at;
    for (auto begin = at; begin < text.size() && is_of_label(text[begin]); begin = end + 1) {
        end = begin;
        while (end < text.size() && is_of_label(text[end])) {
            ++end;
        }
        ++labels;
        last = begin;
        if (end >= text.size() || text[end] != '.') {
            break;
        }
    }
    return labels >= 2 && end - last >= 2 && !is_decimal(text[last]) && text[last] != '-' ? end : at;
}

/// The word before `/`, where a slash ends at `end`; empty if no word does.
std::string_view source_before(std::string_view text, std::size_t end)
{
    if (end == 0 || text[end - 1] != '/') {
        return {};
    }
    auto begin = end - 1;
    while (begin > 0 && is_bare_word_character(text[begin - 1])) {
        --begin;
    }
    return text.substr(begin, end - 1 - begin);
}

std::string_view first_character(std::string_view text)
{
    auto end = std::min<std::size_t>(text.size(), 1);
    while (end < text.size() && !begins_character(text[end])) {
        ++end;
    }
    return text.substr(0, end);
}

} // namespace

bool is_called_after_a_secret(std::string_view name)
{
    constexpr std::array<std::string_view, 5> parts{"password", "passwd", "passphrase", "secret", "token"};
    constexpr std::array<std::string_view, 10> whole{"hash", "salt", "otp",    "totp",       "pwd",
                                                     "pass", "pw",   "apikey", "credential", "credentials"};
    auto const words = words_of(name);
    return std::any_of(words.begin(), words.end(), [&](auto const &word) {
        return is_listed(whole, word) ||
               std::any_of(parts.begin(), parts.end(), [&](auto part) { return word.find(part) != npos; });
    });
}

bool is_shaped_like_a_secret(std::string_view text)
{
    constexpr std::size_t least = 16;
    constexpr std::array<std::string_view, 12> starts{"-----BEGIN ", "ssh-rsa AAAA", "ssh-dss AAAA", "ssh-ed25519 AAAA",
                                                      "ecdsa-sha2-", "sk-ssh-",      "sk-ecdsa-",    "AAAAB3NzaC1",
                                                      "AAAAC3NzaC1", "otpauth://",   "pbkdf2",       "scrypt"};
    if (std::any_of(starts.begin(), starts.end(), [&](auto start) { return text.starts_with(start); })) {
        return true;
    }
    if (text.size() <= least || (text.front() != '$' && text.front() != '{')) {
        return false;
    }
    auto const is_scheme = [](char c) { return is_letter_or_digit(c) || c == '-'; };
    auto const end = text.find(text.front() == '$' ? '$' : '}', 1);
    return text.find_first_of(" \t\r\n") == npos && end != npos && end > 1 && end < least &&
           std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(end), is_scheme);
}

std::string without_secrets(std::string_view text)
{
    std::string result;
    std::size_t copied = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto const secret = secret_at(text, at);
        if (!secret || secret->begin == secret->end) {
            ++at;
            continue;
        }
        result += text.substr(copied, secret->begin - copied);
        result += stars;
        at = copied = secret->end;
    }
    return result.append(text.substr(copied));
}

std::string with_masked_addresses(std::string_view text, AccountIds const &ids)
{
    std::string result;
    std::size_t copied = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto const sign = sign_at(text, at);
        if (sign.empty()) {
            continue;
        }
        auto const begin = begin_of_local_part(text, copied, at);
        auto const domain = at + sign.size();
        auto const end = end_of_domain(text, domain);
        if (begin == at || end == domain) {
            continue;
        }
        result += text.substr(copied, begin - copied);
        auto const source = ids ? source_before(text, begin) : std::string_view();
        auto const id = source.empty() ? std::string() : ids(source, text.substr(begin, end - begin));
        if (!id.empty()) {
            result += id;
        } else {
            auto const local = text.substr(begin, at - begin);
            result += first_character(local.starts_with('"') ? local.substr(1) : local);
            result += stars;
            result += text.substr(at, end - at);
        }
        copied = end;
        at = end - 1;
    }
    return result.append(text.substr(copied));
}

} // namespace tributary::model
