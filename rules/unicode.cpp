#include "rules/unicode.hpp"

#include "merge/model/characters.hpp"
#include "rules/rules.hpp"

#include <unicode/brkiter.h>
#include <unicode/utf8.h>
#include <unicode/uversion.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

namespace tributary::rules {
namespace {

bool is_ascii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_utf8(std::string_view text)
{
    auto const size = static_cast<std::int32_t>(text.size());
    for (std::int32_t at = 0; at < size;) {
        UChar32 character = 0;
        U8_NEXT(text.data(), at, size, character); // NOLINT(readability-simplify-subscript-expr): a macro
        if (character < 0) {
            return false;
        }
    }
    return true;
}

/// The first `count` characters, whatever they belong to.
std::string_view cut_at(std::string_view text, std::size_t count)
{
    std::size_t end = 0;
    while (end < text.size() && (count > 0 || !model::begins_character(text[end]))) {
        count -= model::begins_character(text[end]) ? 1 : 0;
        ++end;
    }
    return text.substr(0, end);
}

} // namespace

model::Library unicode_library()
{
    UVersionInfo version;
    u_getVersion(version);
    std::array<char, U_MAX_VERSION_STRING_LENGTH> text{};
    u_versionToString(version, text.data());
    return {"ICU", text.data()};
}

std::optional<icu::UnicodeString> from_utf8(std::string_view text)
{
    if (!is_utf8(text)) {
        return std::nullopt;
    }
    return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

std::string to_utf8(icu::UnicodeString const &text)
{
    std::string result;
    text.toUTF8String(result);
    return result;
}

std::string head(std::string_view text, std::size_t count)
{
    auto const cut = cut_at(text, count);
    auto const whole = is_ascii(text) || cut.size() == text.size() ? std::nullopt : from_utf8(text);
    if (!whole) {
        return std::string(cut);
    }
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> const graphemes(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status) != 0) {
        throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
    }
    graphemes->setText(*whole);
    auto const limit = from_utf8(cut)->length();
    auto const boundary = graphemes->isBoundary(limit) != 0 ? limit : graphemes->preceding(limit);
    return to_utf8(icu::UnicodeString(*whole, 0, std::max(boundary, 0)));
}

} // namespace tributary::rules
