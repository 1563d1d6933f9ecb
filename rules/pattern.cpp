#include "rules/pattern.hpp"

#include "rules/unicode.hpp"

#include <unicode/regex.h>
#include <unicode/utext.h>

#include <memory>
#include <stdexcept>

namespace tributary::rules {
namespace {

constexpr std::int32_t steps_limit = 20;        // of ICU's matching engine, 10000 moves each: some milliseconds
constexpr std::int32_t text_steps_limit = 2000; // texts are longer than names
constexpr std::int32_t stack_limit = 1'000'000;

std::shared_ptr<icu::RegexPattern const> compiled(std::string const &expression)
{
    auto const text = from_utf8(expression);
    UErrorCode status = U_ZERO_ERROR;
    UParseError error{};
    std::shared_ptr<icu::RegexPattern const> pattern(text ? icu::RegexPattern::compile(*text, 0, error, status)
                                                          : nullptr);
    if (!pattern || U_FAILURE(status) != 0) {
        throw std::invalid_argument(text ? u_errorName(status) : "not UTF-8");
    }
    return pattern;
}

/// A text in UTF-8 as ICU reads it, so that places are counted in bytes.
struct Utf8 {
    explicit Utf8(std::string_view bytes)
    {
        UErrorCode status = U_ZERO_ERROR;
        utext_openUTF8(&text, bytes.data(), static_cast<std::int64_t>(bytes.size()), &status);
    }
    Utf8(Utf8 const &) = delete;
    Utf8 &operator=(Utf8 const &) = delete;
    ~Utf8() { utext_close(&text); }

    UText text = UTEXT_INITIALIZER;
};

} // namespace

std::function<std::vector<std::pair<std::size_t, std::size_t>>(std::string_view)> finder(std::string const &expression)
{
    auto const pattern = compiled(expression);
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::RegexMatcher> const groups(pattern->matcher(status));
    if (groups->groupCount() != 1) {
        throw std::invalid_argument("it needs one group in parentheses, around the id or the name, and has " +
                                    std::to_string(groups->groupCount()));
    }
    return [pattern](std::string_view text) {
        UErrorCode failed = U_ZERO_ERROR;
        Utf8 bytes(text);
        std::unique_ptr<icu::RegexMatcher> const match(pattern->matcher(failed));
        match->setTimeLimit(text_steps_limit, failed);
        match->setStackLimit(stack_limit, failed);
        match->reset(&bytes.text);
        std::vector<std::pair<std::size_t, std::size_t>> result;
        while (match->find(failed) != 0) {
            auto const begin = match->start64(1, failed);
            auto const end = match->end64(1, failed);
            if (begin >= 0 && end > begin) {
                result.emplace_back(begin, end);
            }
        }
        if (U_FAILURE(failed) != 0) {
            throw std::range_error("it takes too long to search \"" + head(text, 60) + "\"");
        }
        return result;
    };
}

std::function<bool(std::string_view)> matcher(std::string const &expression)
{
    auto const pattern = compiled(expression);
    return [pattern](std::string_view name) {
        auto const candidate = from_utf8(name);
        if (!candidate) {
            return false;
        }
        UErrorCode failed = U_ZERO_ERROR;
        std::unique_ptr<icu::RegexMatcher> const match(pattern->matcher(*candidate, failed));
        match->setTimeLimit(steps_limit, failed);
        match->setStackLimit(stack_limit, failed);
        auto const found = match->find(failed) != 0;
        if (U_FAILURE(failed) != 0) {
            throw std::range_error("it takes too long to decide whether \"" + head(name, 60) + "\" matches");
        }
        return found;
    };
}

bool may_match(std::function<bool(std::string_view)> const &matches, std::string_view before, std::string_view after)
{
    bool one_matches = false;
    for (char const *const letters : {"a", "A", "1", "a1", "Aa", "ab_c", "ab-c", "ab.c", "ab c", "ä"}) {
        std::string name;
        for (int length = 1; length <= 64; ++length) {
            name += letters;
            if (matches(std::string(before) + name + std::string(after))) {
                return true;
            }
            one_matches = one_matches || matches(name);
        }
    }
    return !one_matches;
}

} // namespace tributary::rules
