#include "merge/undeclared/sealed.hpp"

#include "merge/model/words.hpp"
#include "merge/undeclared/proposal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tributary::undeclared {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t shortest_base64 = 12;
constexpr std::string_view base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool begins_with_one_of(std::string_view bytes, std::string_view signs)
{
    return !bytes.empty() && signs.find(bytes.front()) != std::string_view::npos;
}

/// `last`: the last byte of all, of which `bytes` are the first.
std::string_view form_of(std::string_view bytes, char last)
{
    constexpr std::array pickles{"(dp"sv, "(lp"sv, "(ip"sv, "ccopy_reg\n"sv, "ccopyreg\n"sv, "c__builtin__\n"sv};
    auto const is_old_pickle =
        std::any_of(pickles.begin(), pickles.end(), [&](auto start) { return bytes.starts_with(start); });
    auto const is_new_pickle = bytes.starts_with('\x80') && begins_with_one_of(bytes.substr(1), "\2\3\4\5");
    if ((is_old_pickle || is_new_pickle) && last == '.') {
        return "Python's pickle";
    }
    if (bytes.starts_with("\4\b") && begins_with_one_of(bytes.substr(2), "{}[o\"I:UuSCecmlf@iTF0")) {
        return "Ruby's Marshal";
    }
    if (bytes.starts_with("\0\0\0\1"sv) || bytes.starts_with("\0\0\0\2"sv)) {
        return "PHP's igbinary";
    }
    return bytes.starts_with("\xac\xed\0\5"sv) ? "Java's serialisation"sv : ""sv;
}

std::string from_base64(std::string_view text)
{
    std::string bytes;
    unsigned bits = 0;
    unsigned value = 0;
    for (char const sign : text) {
        auto const digit = base64.find(sign);
        if (digit == std::string_view::npos) {
            break; // the padding
        }
        value = (value << 6U | static_cast<unsigned>(digit)) & 0xffffffU;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes += static_cast<char>(value >> bits & 0xffU);
        }
    }
    return bytes;
}

/// Without the line breaks that MIME puts after each 60 to 76 characters; empty: it is no base64.
std::string whole_base64(std::string_view text)
{
    std::string result;
    for (char const c : text) {
        if (base64.find(c) == std::string_view::npos && c != '=' && c != '\r' && c != '\n') {
            return {};
        }
        if (c != '\r' && c != '\n') {
            result += c;
        }
    }
    auto const end = result.find_last_not_of('=');
    auto const padded_only_at_end = end == std::string::npos || result.find('=') > end;
    return result.size() >= shortest_base64 && padded_only_at_end && end != std::string::npos ? result : std::string();
}

} // namespace

std::string sealed(std::string_view value)
{
    if (value.empty()) {
        return {};
    }
    if (auto const form = form_of(value, value.back()); !form.empty()) {
        return std::string(form);
    }
    auto const text = whole_base64(value);
    if (text.empty()) {
        return {};
    }
    auto const first = from_base64(std::string_view(text).substr(0, shortest_base64));
    auto const whole_groups = (text.find_last_not_of('=') / 4) * 4;
    auto const last = from_base64(std::string_view(text).substr(whole_groups));
    auto const form = form_of(first, last.empty() ? '\0' : last.back());
    if (first.starts_with("gid://")) {
        return "Rails' global ids in base64";
    }
    auto const is_php =
        (first.starts_with("a:") || first.starts_with("O:")) && begins_with_one_of(first.substr(2), "0123456789");
    return is_php ? "PHP in base64" : form.empty() ? "" : std::string(form) + " in base64";
}

std::string uuid_of_bytes(std::string_view value)
{
    constexpr std::size_t length = 16;
    auto const is_text = std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~'; });
    if (value.size() != length || is_text) {
        return {};
    }
    std::string uuid;
    for (std::size_t i = 0; i < length; ++i) {
        uuid += i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "";
        uuid += fmt::format("{:02x}", static_cast<unsigned char>(value[i]));
    }
    return uuid;
}

std::vector<model::CheckNote> sealed_columns(std::span<CoverageSource const> sources, std::span<Suspect const> suspects,
                                             std::span<Tally const> tallies)
{
    std::vector<model::CheckNote> notes;
    for (std::size_t i = 0; i < suspects.size(); ++i) {
        auto const &suspect = suspects[i];
        std::string sentence;
        for (auto const &[form, count] : tallies[i].sealed) {
            if (count * 10 >= tallies[i].filled) {
                sentence += fmt::format("{}{} of {} {} in {}", sentence.empty() ? "" : ", ", count,
                                        model::counted(tallies[i].filled, "value is", "values are"), form,
                                        sources[suspect.source].name);
            }
        }
        if (tallies[i].unseen > 0) {
            sentence += fmt::format("{}{} at places beyond those that are counted in {}", sentence.empty() ? "" : ", ",
                                    model::counted(tallies[i].unseen, "id or name is", "ids or names are"),
                                    sources[suspect.source].name);
        }
        if (sentence.empty()) {
            continue;
        }
        auto const same = std::find_if(notes.begin(), notes.end(), [&](auto const &note) {
            return note.table == suspect.table && note.subject == suspect.column;
        });
        if (same != notes.end()) {
            same->sentence += ", " + sentence;
            continue;
        }
        notes.push_back(
            {suspect.table, suspect.column, sentence,
             "ids and names in these values stay as they are: convert them by their own program if they hold "
             "any, or\n[[waive]]\ncolumn = " +
                 in_plan(sources[suspect.source].schema, suspect.table, suspect.column) + "\nreason = \"…\"",
             false});
    }
    return notes;
}

} // namespace tributary::undeclared
