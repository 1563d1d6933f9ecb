#include "rules/all.hpp"
#include "rules/unicode.hpp"

#include <unicode/uspoof.h>

#include <array>
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
std::string skeleton_of(std::string_view name)
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

/// Without the blanks at the ends, and with one where there are several: a reader sees neither. A name of blanks only
/// is one blank.
std::string without_blanks(std::string const &name)
{
    std::string result;
    for (char const c : name) {
        auto const blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!blank) {
            result += c;
        } else if (!result.empty() && result.back() != ' ') {
            result += ' ';
        }
    }
    if (result.ends_with(' ')) {
        result.pop_back();
    }
    return result.empty() && !name.empty() ? " " : result;
}

/// Names of ASCII go character by character, as each has its own skeleton whatever is beside it: this saves the search
/// in ICU's tables.
std::string fold_by_confusable(std::string_view name)
{
    constexpr std::size_t ascii = 128;
    static auto const skeletons = [] {
        std::array<std::string, ascii> result;
        for (std::size_t c = 0; c < ascii; ++c) {
            result[c] = skeleton_of(std::string(1, static_cast<char>(c)));
        }
        return result;
    }();
    std::string folded;
    for (char const c : name) {
        if (static_cast<unsigned char>(c) >= ascii) {
            return without_blanks(skeleton_of(name));
        }
        folded += skeletons[static_cast<unsigned char>(c)];
    }
    return without_blanks(folded);
}

} // namespace

model::Folding const fold_confusable{
    "confusable", "also letters that look alike: Cyrillic а is a, rn is m, 0 is o; blanks at the ends and doubled ones",
    fold_by_confusable, true};

} // namespace tributary::rules
