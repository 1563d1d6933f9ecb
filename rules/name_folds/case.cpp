#include "rules/all.hpp"
#include "rules/unicode.hpp"

#include <unicode/uchar.h>

namespace tributary::rules {
namespace {

/// Character by character, as lower() of a database does: ß is not ss, but İ is i and ς is σ.
std::string fold_by_case(std::string_view name)
{
    auto const text = from_utf8(name);
    if (!text) {
        return std::string(name);
    }
    icu::UnicodeString folded;
    for (std::int32_t at = 0; at < text->length(); at = text->moveIndex32(at, 1)) {
        folded.append(u_foldCase(u_tolower(text->char32At(at)), U_FOLD_CASE_DEFAULT));
    }
    return to_utf8(folded);
}

} // namespace

model::Folding const fold_case{"case", "Ann is ann, as for a unique index on lower(name)", fold_by_case, true};

} // namespace tributary::rules
