#pragma once

#include <unicode/unistr.h>

#include <optional>
#include <string>
#include <string_view>

namespace tributary::rules {

/// Nothing if the bytes are not UTF-8.
std::optional<icu::UnicodeString> from_utf8(std::string_view text);
std::string to_utf8(icu::UnicodeString const &text);

/// As many whole graphemes (what a reader takes for one letter) from the start as there are in `count` characters.
std::string head(std::string_view text, std::size_t count);

} // namespace tributary::rules
