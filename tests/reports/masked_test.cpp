#include "reports/masked.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::reports {
namespace {

/// One row of one value.
Report of(std::string const &value)
{
    return {
        .name = "n", .help = "h", .title = "N", .columns = {"value"}, .rows = [value](auto const &, Sink const &sink) {
            sink({value});
        }};
}

std::string shown(Report const &report, model::Facts const &facts = {})
{
    std::string text;
    report.rows(facts, [&](Values const &values) { text += text_of(values.front()); });
    return text;
}

TEST(MaskedReport, MasksAddresses)
{
    EXPECT_EQ(shown(masked(of("ann@example.org"), Addresses::masked)), "a***@example.org");
}

TEST(MaskedReport, ShowsAddressesThatAreAskedFor)
{
    EXPECT_EQ(shown(masked(of("ann@example.org"), Addresses::in_full)), "ann@example.org");
}

TEST(MaskedReport, ShowsNoSecretsThoughValuesAreAskedFor)
{
    EXPECT_EQ(shown(masked(of(R"({"token":"abc"})"), Addresses::in_full)), R"({"token":"***"})");
}

TEST(MaskedReport, NamesAnAccountByItsIdWhereItsNameIsAnAddress)
{
    model::Facts facts;
    facts.id_of_account = [](auto const &source, auto const &name) {
        return std::string(source == "prose" && name == "ann@example.org" ? "12" : "");
    };
    EXPECT_EQ(shown(masked(of("prose/ann@example.org"), Addresses::masked), facts), "prose/#12");
}

} // namespace
} // namespace tributary::reports
