#include "rules/all.hpp"
#include "rules/unicode.hpp"

#include <unicode/normalizer2.h>

#include <stdexcept>

namespace tributary::rules {
namespace {

constexpr char const *invisible = "\u200b"; // what all names of invisible characters only are: one name

/// Unicode Standard Annex 31, section 5.1: toNFKC_Casefold, after the weaker folding: İ is i here as well.
std::string fold_by_nfkc_casefold(std::string_view name)
{
    auto const text = from_utf8(fold_case.fold(name));
    UErrorCode status = U_ZERO_ERROR;
    static auto const *const normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (!text) {
        return std::string(name);
    }
    auto const folded = normalizer->normalize(*text, status);
    if (U_FAILURE(status) != 0) {
        throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
    }
    return folded.isEmpty() != 0 && !name.empty() ? invisible : to_utf8(folded);
}

} // namespace

model::Folding const fold_nfkc_casefold{"nfkc-casefold",
                                        "also full-width and other forms of the same letters, and invisible characters",
                                        fold_by_nfkc_casefold, true};

} // namespace tributary::rules
