#include "merge/encodings/encodings.hpp"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace tributary::encodings {
namespace {

/// https://www.postgresql.org/docs/current/multibyte.html, "PostgreSQL Character Sets". Left out is what ICU cannot
/// read: MULE_INTERNAL, EUC_JIS_2004, SHIFT_JIS_2004, JOHAB, LATIN10.
constexpr std::array encodings{
    Encoding{"BIG5", "Big5"},
    Encoding{"EUC_CN", "EUC-CN"},
    Encoding{"EUC_JP", "EUC-JP"},
    Encoding{"EUC_KR", "EUC-KR"},
    Encoding{"EUC_TW", "EUC-TW"},
    Encoding{"GB18030", "GB18030"},
    Encoding{"GBK", "GBK"},
    Encoding{"ISO_8859_5", "ISO-8859-5"},
    Encoding{"ISO_8859_6", "ISO-8859-6"},
    Encoding{"ISO_8859_7", "ISO-8859-7"},
    Encoding{"ISO_8859_8", "ISO-8859-8"},
    Encoding{"KOI8R", "KOI8-R"},
    Encoding{"KOI8U", "KOI8-U"},
    Encoding{"LATIN1", "ISO-8859-1"},
    Encoding{"LATIN2", "ISO-8859-2"},
    Encoding{"LATIN3", "ISO-8859-3"},
    Encoding{"LATIN4", "ISO-8859-4"},
    Encoding{"LATIN5", "ISO-8859-9"},
    Encoding{"LATIN6", "ISO-8859-10"},
    Encoding{"LATIN7", "ISO-8859-13"},
    Encoding{"LATIN8", "ISO-8859-14"},
    Encoding{"LATIN9", "ISO-8859-15"},
    Encoding{"SJIS", "Shift_JIS"},
    Encoding{"SQL_ASCII", ""},
    Encoding{"UHC", "windows-949"},
    Encoding{"UTF8", "UTF-8"},
    Encoding{"WIN866", "IBM866"},
    Encoding{"WIN874", "windows-874"},
    Encoding{"WIN1250", "windows-1250"},
    Encoding{"WIN1251", "windows-1251"},
    Encoding{"WIN1252", "windows-1252"},
    Encoding{"WIN1253", "windows-1253"},
    Encoding{"WIN1254", "windows-1254"},
    Encoding{"WIN1255", "windows-1255"},
    Encoding{"WIN1256", "windows-1256"},
    Encoding{"WIN1257", "windows-1257"},
    Encoding{"WIN1258", "windows-1258"},
};

bool is_sign(char c) { return c == '_' || c == '-' || c == ' '; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// As PostgreSQL compares names of encodings.
std::string folded(std::string_view name)
{
    std::string result;
    for (char const c : name) {
        if (!is_sign(c)) {
            result += lower(c);
        }
    }
    return result;
}

std::uint8_t byte_at(std::string_view text, std::size_t at) { return static_cast<std::uint8_t>(text[at]); }

bool continues(std::string_view text, std::size_t at)
{
    return at < text.size() && (byte_at(text, at) & 0xC0U) == 0x80U;
}

/// Of the character at this place, which is none of ASCII; 0: it is invalid (RFC 3629).
std::size_t length_at(std::string_view text, std::size_t at)
{
    auto const first = byte_at(text, at);
    auto const second = continues(text, at + 1) ? byte_at(text, at + 1) : 0U;
    if (second == 0 || first < 0xC2 || first > 0xF4) {
        return 0;
    }
    if (first < 0xE0) {
        return 2;
    }
    auto const is_overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    auto const is_beyond = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
    if (is_overlong || is_beyond || !continues(text, at + 2)) {
        return 0;
    }
    return first < 0xF0 ? 3 : continues(text, at + 3) ? 4 : 0;
}

} // namespace

std::span<Encoding const> all_encodings() { return encodings; }

Encoding const *find_encoding(std::string_view name)
{
    auto const wanted = folded(name);
    auto const *const found = std::find_if(encodings.begin(), encodings.end(),
                                           [&](auto const &encoding) { return folded(encoding.name) == wanted; });
    return found == encodings.end() ? nullptr : found;
}

std::size_t not_utf8(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        // eight at a time: most texts are ASCII
        std::uint64_t eight = 0;
        while (at + sizeof eight <= text.size()) {
            std::memcpy(&eight, text.data() + at, sizeof eight);
            if ((eight & 0x8080808080808080U) != 0) {
                break;
            }
            at += sizeof eight;
        }
        while (at < text.size() && byte_at(text, at) < 0x80) {
            ++at;
        }
        if (at < text.size()) {
            auto const length = length_at(text, at);
            if (length == 0) {
                return at;
            }
            at += length;
        }
    }
    return std::string_view::npos;
}

struct Decoder::Converter {
    struct Close {
        void operator()(UConverter *converter) const { ucnv_close(converter); }
    };
    std::unique_ptr<UConverter, Close> handle;
};

Decoder::Decoder(Encoding const &encoding) : m_converter(std::make_unique<Converter>())
{
    auto error = U_ZERO_ERROR;
    m_converter->handle.reset(ucnv_open(std::string(encoding.converter).c_str(), &error));
    if (U_SUCCESS(error)) {
        ucnv_setToUCallBack(m_converter->handle.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
    }
    if (U_FAILURE(error)) {
        throw std::invalid_argument("ICU cannot read " + std::string(encoding.name));
    }
}

Decoder::Decoder(Decoder &&other) noexcept = default;
Decoder &Decoder::operator=(Decoder &&other) noexcept = default;
Decoder::~Decoder() = default;

std::optional<std::string> Decoder::decoded(std::string_view bytes) const
{
    auto error = U_ZERO_ERROR;
    icu::UnicodeString const text(bytes.data(), static_cast<std::int32_t>(bytes.size()), m_converter->handle.get(),
                                  error);
    if (U_FAILURE(error)) {
        ucnv_resetToUnicode(m_converter->handle.get());
        return std::nullopt;
    }
    std::string result;
    text.toUTF8String(result);
    return result;
}

} // namespace tributary::encodings
