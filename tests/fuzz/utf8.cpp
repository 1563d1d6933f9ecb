#include "merge/encodings/encodings.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

/// Our own look at UTF-8 agrees with ICU's.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    using namespace tributary;
    std::string_view const text(reinterpret_cast<char const *>(data), size);
    static encodings::Decoder const icu(*encodings::find_encoding("UTF8"));
    auto const decoded = icu.decoded(text);
    auto const is_utf8 = encodings::not_utf8(text) == std::string_view::npos;
    auto const has_mark = text.starts_with("\xef\xbb\xbf"); // ICU takes it off
    if (is_utf8 != decoded.has_value() || (decoded && !has_mark && *decoded != text)) {
        std::abort();
    }
    return 0;
}
