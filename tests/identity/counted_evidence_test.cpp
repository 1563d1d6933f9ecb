#include "merge/identity/counted_evidence.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::identity {
namespace {

using testing::Given;
using testing::StagedRun;

std::string const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE, number TEXT);"
                           "CREATE TABLE cards (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, code TEXT);";

/// Five members of each service, with these numbers.
Given given(std::string const &users, std::string const &of_prose, std::string const &of_lists)
{
    return {.prose = tables + of_prose,
            .lists = tables + of_lists,
            .users = "table = \"users\"\nname = \"name\"\n" + users + "\n"};
}

std::string const counted_in_prose =
    "INSERT INTO users VALUES (1,'ann','M-1'), (2,'bob','M-2'), (3,'cid','M-3'), (4,'dan','M-4'), (5,'eve','M-5')";

std::string refusal(Given const &given)
{
    StagedRun const run(given);
    return run.refused([&] { refuse_counted_evidence(run.job, run.staging, run.mapping); });
}

void accept(Given const &given)
{
    StagedRun const run(given);
    EXPECT_NO_THROW(refuse_counted_evidence(run.job, run.staging, run.mapping));
}

std::string const by_number = "match = { rule = \"same-column\", column = \"number\" }";

TEST(CountedEvidence, IsRefusedInARule)
{
    EXPECT_EQ(
        refusal(given(by_number, counted_in_prose,
                      "INSERT INTO users VALUES (1,'flo','M-1'), (2,'gus','M-2'), (3,'hal','M-3'),"
                      "(4,'ida','M-4'), (5,'joe','M-6')")),
        "78 pico.toml:17:9: `match`: column \"users.number\" holds numbers that \"prose\" and \"lists\" have each "
        "counted up themselves, with few gaps: 4 are equal, and that does not mean the same person");
}

/// Invoices of each service, and what the plan says of them.
Given invoices(std::string const &columns, std::string const &of_prose, std::string const &of_lists,
               std::string const &table)
{
    auto const schema = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                        "CREATE TABLE invoices (id INTEGER PRIMARY KEY, " +
                        columns + ");";
    return {.prose = schema + of_prose, .lists = schema + of_lists, .plan = "[table.invoices]\n" + table + "\n"};
}

std::string const sold_in_prose =
    "INSERT INTO invoices VALUES (1,1,'ink'), (2,2,'pens'), (3,3,'paper'), (4,4,'glue'), (5,5,'clips')";
std::string const sold_in_lists =
    "INSERT INTO invoices VALUES (1,1,'bread'), (2,2,'milk'), (3,3,'eggs'), (4,4,'salt'), (5,5,'oil')";

TEST(CountedEvidence, IsRefusedInTheMatchOfATable)
{
    auto const text =
        refusal(invoices("number INTEGER, what TEXT", sold_in_prose, sold_in_lists, "match = [\"number\"]"));
    EXPECT_NE(text.find("`match`: column \"invoices.number\" holds numbers that \"prose\" and \"lists\" have each "
                        "counted up themselves, with few gaps: 5 are equal, and that does not mean the same row"),
              std::string::npos)
        << text;
}

TEST(CountedEvidence, OfATableIsTakenWhereTheServicesShareIt)
{
    accept(invoices("number INTEGER, what TEXT", sold_in_prose, sold_in_lists, "match = [\"number\"]\nshared = true"));
}

TEST(CountedEvidence, OfATableIsTakenWhereRowsAgreeOtherwise)
{
    accept(invoices("number INTEGER, what TEXT", sold_in_prose, sold_in_prose, "match = [\"number\"]"));
}

TEST(CountedEvidence, OfATableIsTakenWhereRowsSayNothingElse)
{
    std::string const years = "INSERT INTO invoices VALUES (1,2021), (2,2022), (3,2023), (4,2024), (5,2025)";
    accept(invoices("number INTEGER", years, years, "match = [\"number\"]"));
}

TEST(CountedEvidence, IsRefusedInKeys)
{
    std::string const cards =
        "INSERT INTO cards VALUES (71,1,'1'), (72,2,'2'), (73,3,'3'), (74,4,'4'), (75,5,'5'), (76,5,'6')";
    EXPECT_EQ(refusal(given("keys = { table = \"cards\", column = \"code\", format = \"text\" }", cards, cards)),
              "78 pico.toml:17:8: `keys`: column \"cards.code\" holds numbers that \"prose\" and \"lists\" have each "
              "counted up themselves, with few gaps: 6 are equal, and that does not mean the same person");
}

TEST(CountedEvidence, IsAcceptedIfTheServicesShareIt)
{
    accept(given("match = { rule = \"same-column\", column = \"number\", shared = true }", counted_in_prose,
                 "INSERT INTO users VALUES (1,'flo','M-1'), (2,'gus','M-2'), (3,'hal','M-3'), (4,'ida','M-4'),"
                 "(5,'joe','M-5')"));
}

TEST(CountedEvidence, IsAcceptedIfHalfOfTheAccountsHaveOneName)
{
    accept(given(by_number, counted_in_prose,
                 "INSERT INTO users VALUES (1,'Ann','M-1'), (2,'bob','M-2'), (3,'cid','M-3'), (4,'ida','M-4'),"
                 "(5,'joe','M-5')"));
}

TEST(CountedEvidence, IsAcceptedIfNoNumbersAreEqual)
{
    accept(given(by_number, counted_in_prose,
                 "INSERT INTO users VALUES (1,'flo','M-11'), (2,'gus','M-12'), (3,'hal','M-13'), (4,'ida','M-14'),"
                 "(5,'joe','M-15')"));
}

} // namespace
} // namespace tributary::identity
