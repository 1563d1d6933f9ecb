#include "merge/plan/edit_toml.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::plan {
namespace {

std::string const two = "# mine\n[[answer]]\nid = \"a\"\ndecision = \"keep\" # why\nnote = \"über\"\n\n"
                        "[[answer]]\nid = \"b\"\ndecision = \"drop\"\n";

TEST(EditedToml, HasTheNewValuesAndAllElseAsItWas)
{
    EXPECT_EQ(with_fields(two, {{2, {{"decision", ""}, {"note", ""}}}}),
              "# mine\n[[answer]]\nid = \"a\"\ndecision = \"\" # why\nnote = \"\"\n\n"
              "[[answer]]\nid = \"b\"\ndecision = \"drop\"\n");
}

TEST(EditedToml, GetsKeysThatItLacks)
{
    EXPECT_EQ(with_fields(two, {{7, {{"note", "n"}}}}), two.substr(0, two.size() - 1) + "\nnote = \"n\"\n");
}

TEST(EditedToml, GetsThemBehindTheCommentOfTheDecision)
{
    EXPECT_EQ(with_fields("[[answer]]\ndecision = \"keep\" # why", {{1, {{"note", "n"}}}}),
              "[[answer]]\ndecision = \"keep\" # why\nnote = \"n\"");
}

TEST(EditedToml, DoesNotGetKeysWithoutAValue) { EXPECT_EQ(with_fields(two, {{7, {{"note", ""}}}}), two); }

TEST(EditedToml, MayHoldTextsOfSeveralLinesAndLettersOfSeveralBytes)
{
    EXPECT_EQ(with_fields("[[answer]]\nnote = \"\"\"ä\nö\"\"\"\ndecision = 'ü' # ß\n",
                          {{1, {{"note", ""}, {"decision", "x"}}}}),
              "[[answer]]\nnote = \"\"\ndecision = \"x\" # ß\n");
}

TEST(EditedToml, MayBeWrittenInline)
{
    EXPECT_EQ(with_fields("answer = [{ decision = \"keep\" }]\n", {{1, {{"note", "n"}}}}),
              "answer = [{ decision = \"keep\", note = \"n\" }]\n");
}

} // namespace
} // namespace tributary::plan
