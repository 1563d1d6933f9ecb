#include "merge/identity/people.hpp"
#include "rules/group.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

/// A match rule may look into a text, not only compare it: this one takes one file and one line in a list, as any does.
namespace tributary::identity {
namespace {

std::string_view domain_of(model::Candidates const &candidates, model::AccountIndex account)
{
    auto const address = candidates.folded_texts.text(candidates.texts[account]);
    return address.substr(address.find('@') + 1);
}

std::vector<model::Match> find(model::Candidates const &candidates)
{
    std::vector<model::AccountIndex> with_domain;
    for (auto const account : candidates.among) {
        if (candidates.texts[account] != 0) {
            with_domain.push_back(account);
        }
    }
    std::vector<model::Match> matches;
    rules::join_runs(
        candidates, with_domain, {0, 0, "same-domain", true},
        [&](auto a, auto b) { return domain_of(candidates, a) < domain_of(candidates, b); }, matches);
    return matches;
}

model::MatchRule const same_domain{"same-domain", "the addresses of the two accounts are of one domain",
                                   model::MatchRule::Compares::column, find};
model::MatchRule const same_name_domain{"same-domain", "the names of the two accounts are of one domain",
                                        model::MatchRule::Compares::name, find};

/// prose/ann, lists/bob and lists/eve, each with an address; the rule is put in the place of the plan's own.
struct Matched {
    Matched(model::MatchRule const &rule, std::string const &match, std::string const &ann, std::string const &bob,
            std::string const &eve)
        : run({.prose = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT);"
                        "INSERT INTO users VALUES (1, " +
                        ann + ")",
               .lists = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT);"
                        "INSERT INTO users VALUES (1, " +
                        bob + "), (2, " + eve + ")",
               .users = "table = \"users\"\nname = \"name\"\nmatch = " + match + "\n"}),
          accounts(read_accounts(run.job, run.staging, run.sources, model::users_of(run.mapping).target))
    {
        run.rules.match.front().rule = rule;
        matches = find_matches(run.job, run.staging, accounts);
    }

    testing::StagedRun run;
    Accounts accounts;
    std::vector<model::Match> matches;
};

Matched matched_by_domain()
{
    return Matched(same_domain, R"({ rule = "same-column", column = "email", fold = "case" })", "'ann', 'ann@x.org'",
                   "'bob', 'bob@X.org'", "'eve', 'eve@y.org'");
}

TEST(RuleThatLooksIntoAText, JoinsAccountsWhoseTextsDiffer)
{
    auto const matched = matched_by_domain();
    ASSERT_EQ(matched.matches.size(), 1u);
    EXPECT_EQ(matched.accounts.label_of(matched.matches[0].second), "lists/bob");
}

TEST(RuleThatLooksIntoAText, HasBothTextsAsItsEvidence)
{
    auto const matched = matched_by_domain();
    EXPECT_EQ(matched.accounts.evidence(matched.matches.at(0)), "email ann@x.org ~ bob@X.org");
}

TEST(RuleThatLooksIntoAText, IsNoEvidenceForAMatchOfAnotherRule)
{
    auto const matched = matched_by_domain();
    EXPECT_EQ(matched.accounts.evidence({0, 1, "same-key"}), "");
}

TEST(RuleThatLooksIntoAText, MayLookIntoNames)
{
    auto const matched = Matched(same_name_domain, R"("same-name-and-key")", "'ann@x.org', NULL", "'bob@x.org', NULL",
                                 "'eve@y.org', NULL");
    EXPECT_EQ(matched.accounts.evidence(matched.matches.at(0)), "name ann@x.org ~ bob@x.org");
}

/// ann and bob have one phone, and addresses that have nothing in common.
TEST(Evidence, IsOfTheEntryThatFoundThePair)
{
    testing::StagedRun run(
        {.prose = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT, phone TEXT);"
                  "INSERT INTO users VALUES (1, 'ann', 'ann@x.org', '1')",
         .lists = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT, phone TEXT);"
                  "INSERT INTO users VALUES (1, 'bob', 'bob@y.org', '1')",
         .users = "table = \"users\"\nname = \"name\"\nmatch = [{ rule = \"same-column\", column = \"email\" }, "
                  "{ rule = \"same-column\", column = \"phone\" }]\n"});
    auto accounts = read_accounts(run.job, run.staging, run.sources, model::users_of(run.mapping).target);
    auto const matches = find_matches(run.job, run.staging, accounts);
    EXPECT_EQ(accounts.evidence(matches.at(0)), "phone 1");
}

TEST(Evidence, SaysThatNamesAreEqualUnderTheFoldOfTheEntry)
{
    auto const tables =
        std::string("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                    "CREATE TABLE keys (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, k TEXT);"
                    "INSERT INTO keys VALUES (1, 1, 'k');");
    testing::StagedRun run({.prose = tables + "INSERT INTO users VALUES (1, 'Bob')",
                            .lists = tables + "INSERT INTO users VALUES (1, 'bob')",
                            .users = "table = \"users\"\nname = \"name\"\nkeys = { table = \"keys\", column = \"k\", "
                                     "format = \"text\" }\n"
                                     "match = [{ rule = \"same-name-and-key\", fold = \"case\" }]\n"});
    auto accounts = read_accounts(run.job, run.staging, run.sources, model::users_of(run.mapping).target);
    auto const matches = find_matches(run.job, run.staging, accounts);
    EXPECT_TRUE(accounts.evidence(matches.at(0)).starts_with("name Bob = bob, key "));
}

} // namespace
} // namespace tributary::identity
