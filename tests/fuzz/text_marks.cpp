#include "merge/undeclared/text_marks.hpp"

#include "rules/pattern.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

/// In any text the marks are in it, and the regular expression that is proposed for one is valid.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    using namespace tributary;
    std::string_view const text(reinterpret_cast<char const *>(data), size);
    int left = 8; // to compile an expression takes its time
    undeclared::each_mark(text, [&](undeclared::TextMark const &mark) {
        if (mark.at > text.size() || text.substr(mark.at, mark.value.size()) != mark.value) {
            std::abort();
        }
        if (left-- > 0) {
            try {
                rules::finder(mark.regex())(text);
            } catch (std::range_error const &) { // NOLINT(bugprone-empty-catch): it takes too long
            }
        }
    });
    undeclared::is_list_of_numbers(text);
    return 0;
}
