#include "merge/references/php.hpp"
#include "merge/references/php_ids.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

/// Whatever PHP may have serialised, and whatever else a column may hold.
namespace tributary::references {
namespace {

std::string scalar()
{
    auto const text = *rc::gen::arbitrary<std::string>();
    return *rc::gen::element<std::string>("N;", "b:1;", "d:0.5;",
                                          "i:" + std::to_string(*rc::gen::arbitrary<int>()) + ";", php_string(text),
                                          php_string(php_string(text)));
}

/// An array with strings under integer keys.
std::string array_of(std::vector<std::string> const &values)
{
    std::string text = "a:" + std::to_string(values.size()) + ":{";
    for (std::size_t i = 0; i < values.size(); ++i) {
        text += "i:" + std::to_string(i) + ";" + values[i];
    }
    return text + "}";
}

/// Strings are names here, whatever documents they would be otherwise.
std::string names(std::vector<std::string> const &words, std::string const &behind)
{
    std::vector<std::string> values;
    for (auto const &word : words) {
        values.push_back(php_string("n" + word + behind));
    }
    return array_of({array_of(values), php_string(array_of(values)), php_string(php_string(array_of(values)))});
}

void append(std::vector<Spot> &spots, std::string const &behind)
{
    for (auto &spot : spots) {
        append(spot.inside, behind);
        spot.becomes = spot.id + behind;
    }
}

RC_GTEST_PROP(PhpIds, AreNewInEveryStringWithTheRightLengths,
              (std::vector<std::string> const &words, std::string const &behind))
{
    auto const before = names(words, "");
    auto found = php_ids(before, read_path("$[*][*]"), false);
    append(found.list, behind);
    RC_ASSERT(found.problem.empty());
    RC_ASSERT(put_back(before, found.list) == names(words, behind));
}

RC_GTEST_PROP(PhpIds, ThatStayLeaveEveryByteAsItIs, ())
{
    std::vector<std::string> values;
    for (int i = *rc::gen::inRange(0, 8); i > 0; --i) {
        values.push_back(*rc::gen::element(scalar(), array_of({scalar(), scalar()}), php_string(array_of({scalar()}))));
    }
    auto const text = array_of(values);
    auto found = php_ids(text, read_path("$[*][*]"), false);
    append(found.list, "");
    RC_ASSERT(put_back(text, found.list) == text);
}

RC_GTEST_PROP(PhpIds, AreNotFoundInWhatWasCutOff, (std::vector<std::string> const &words))
{
    auto const whole = names(words, "");
    auto const length = *rc::gen::inRange<std::size_t>(1, whole.size());
    RC_ASSERT(!php_ids(whole.substr(0, length), read_path("$[*][*]"), false).problem.empty());
}

RC_GTEST_PROP(PhpIds, AreLookedForInAnyBytes, (std::vector<std::string> const &words))
{
    auto text = names(words, "");
    for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
        text[*rc::gen::inRange<std::size_t>(0, text.size())] =
            *rc::gen::elementOf(std::string("aOsSCEirR:;\"{}019-\\"));
    }
    auto found = php_ids(text, read_path("$[*][*]"), false);
    append(found.list, "x");
    RC_ASSERT(found.problem.empty() || found.list.empty());
    put_back(text, found.list);
}

} // namespace
} // namespace tributary::references
