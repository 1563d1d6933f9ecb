#include "rules/all.hpp"
#include "rules/unicode.hpp"

#include <unicode/uspoof.h>

#include <memory>
#include <stdexcept>

namespace tributary::rules {
namespace {

void require(UErrorCode status)
{
    if (U_FAILURE(status) != 0) {
        throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
    }
}

struct Close {
    void operator()(USpoofChecker *checker) const { uspoof_close(checker); }
};

/// Unicode Technical Standard 39, section 4: names with one skeleton look alike. Case is folded before it, and after it
/// as well: the skeleton of 0 is O.
std::string fold(std::string_view name)
{
    UErrorCode status = U_ZERO_ERROR;
    static std::unique_ptr<USpoofChecker, Close> const checker(uspoof_open(&status));
    require(status);
    auto const folded = from_utf8(fold_nfkc_casefold.fold(name));
    if (!folded) {
        return std::string(name);
    }
    icu::UnicodeString skeleton;
    uspoof_getSkeletonUnicodeString(checker.get(), 0, *folded, skeleton, &status);
    require(status);
    return skeleton.isEmpty() != 0 ? to_utf8(*folded) : fold_nfkc_casefold.fold(to_utf8(skeleton));
}

} // namespace

model::Folding const fold_confusable{"confusable", "also letters that look alike: Cyrillic а is a, rn is m, 0 is o",
                                     fold, true};

} // namespace tributary::rules
