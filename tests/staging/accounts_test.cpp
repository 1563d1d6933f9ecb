#include "merge/staging/accounts.hpp"
#include "rules/all.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/merging.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tributary::staging {
namespace {

using testing::Cells;
using testing::null;
using testing::number;
using testing::text;
using Strings = std::vector<std::string>;

/// Users with a name and a flag, and keys of theirs.
class Accounts : public ::testing::Test, protected testing::Merging {
protected:
    AccountColumns &add(std::vector<Cells> const &rows, std::vector<Cells> const &key_rows = {})
    {
        auto const &staged = stage(users, rows);
        auto const &staged_keys = stage(keys, key_rows);
        AccountColumns columns;
        columns.source = staged.source;
        columns.table = staged.staged;
        columns.label = "users";
        columns.scope = {staged.staged, "users", {{"id", "id"}, {"name", "name"}, {"checked", "checked", true}}};
        columns.id = "id";
        columns.name = "name";
        KeyColumns of_keys;
        of_keys.table = staged_keys.staged;
        of_keys.label = "keys";
        of_keys.scope = {staged_keys.staged, "keys", {{"owner", "owner"}, {"key", "key"}}};
        of_keys.key = "key";
        of_keys.user = "owner";
        columns.keys = {of_keys};
        return sources.emplace_back(columns);
    }

    /// read_accounts() opens the file a second time, so it has to be whole.
    Staging const &published()
    {
        if (!m_published) {
            auto const path = staging.path();
            Staging(std::move(staging)).publish();
            m_published.emplace(Staging::open(path, "pico", true));
        }
        return *m_published;
    }

    model::Population population()
    {
        stage_accounts(published(), sources, {rules::text_key, rules::text_key});
        return read_accounts(published());
    }

    /// source/#id name, in the order of the list.
    Strings name()
    {
        Strings result;
        for (auto const &one : population().accounts) {
            result.push_back(std::to_string(one.source) + "/#" + one.id + " " + one.name.value_or("NULL"));
        }
        return result;
    }

    /// How many keys each account has.
    std::vector<std::size_t> counts()
    {
        auto const all = population();
        std::vector<std::size_t> result;
        for (auto const &one : all.accounts) {
            result.push_back(one.keys.size());
        }
        return result;
    }

    /// What an expression gives for each account of the first source.
    std::map<model::AccountIndex, std::string> asked(std::string const &expression, bool condition)
    {
        stage_accounts(published(), sources, {rules::text_key, rules::text_key});
        std::map<model::AccountIndex, std::string> result;
        for_each_account(published(), sources.at(0), expression, condition, [&](auto account, model::Cell const &cell) {
            result[account] = cell.type == model::Cell::Type::null      ? "NULL"
                              : cell.type == model::Cell::Type::integer ? std::to_string(cell.integer)
                                                                        : std::string(cell.bytes);
        });
        return result;
    }

    std::vector<AccountColumns> sources;

private:
    std::optional<Staging> m_published;
    model::MappedTable users = table(testing::table(
        "users", {testing::integer_column("id"), testing::text_column("name"), testing::text_column("checked")}));
    model::MappedTable keys =
        table(testing::table("keys", {testing::integer_column("owner"), testing::text_column("key")}));
};

TEST_F(Accounts, AreInTheOrderOfSourceAndId)
{
    add({{number(10), text("ann"), null}, {number(9), text("bob"), null}});
    add({{number(1), text("cid"), null}});
    EXPECT_EQ(name(), (Strings{"0/#9 bob", "0/#10 ann", "1/#1 cid"}));
}

TEST_F(Accounts, TellAMissingNameFromAnEmptyOne)
{
    add({{number(1), null, null}, {number(2), text(""), null}});
    EXPECT_EQ(name(), (Strings{"0/#1 NULL", "0/#2 "}));
}

TEST_F(Accounts, KeepBlanksOfTheirNames)
{
    add({{number(1), text("bob  "), null}});
    EXPECT_EQ(name(), Strings{"0/#1 bob  "});
}

TEST_F(Accounts, LoseTheBlanksThatFillAColumnOfFixedLength)
{
    add({{number(1), text("bob  "), null}}).name_padded = true;
    EXPECT_EQ(name(), Strings{"0/#1 bob"});
}

TEST_F(Accounts, AreTheSameWhenTheyAreStagedAgain)
{
    add({{number(1), text("bob"), null}}, {{number(1), text("k1")}});
    population();
    EXPECT_EQ(name(), Strings{"0/#1 bob"});
    EXPECT_EQ(counts(), std::vector<std::size_t>{1});
}

TEST_F(Accounts, WithoutIdAreBadData)
{
    add({{null, text("bob"), null}});
    EXPECT_EQ(testing::error_of([&] { population(); }).exit, model::Exit::data);
}

TEST_F(Accounts, OfOneIdAreBadData)
{
    add({{number(1), text("ann"), null}, {number(1), text("bob"), null}});
    EXPECT_EQ(testing::error_of([&] { population(); }).exit, model::Exit::data);
}

TEST_F(Accounts, HaveNoKeysWhereThePlanNamesNone)
{
    add({{number(1), text("bob"), null}}, {{number(1), text("k1")}}).keys.clear();
    EXPECT_EQ(counts(), std::vector<std::size_t>{0});
}

TEST_F(Accounts, HaveTheirOwnKeys)
{
    add({{number(1), text("ann"), null}, {number(2), text("bob"), null}},
        {{number(2), text("k1")}, {number(1), text("k2")}, {number(2), text("k3")}});
    EXPECT_EQ(counts(), (std::vector<std::size_t>{1, 2}));
}

TEST_F(Accounts, OfTwoSourcesShareTheNumberOfAKey)
{
    add({{number(1), text("bob"), null}}, {{number(1), text("k1")}});
    add({{number(7), text("bob"), null}}, {{number(7), text("k2")}, {number(7), text("k1")}});
    auto const all = population();
    EXPECT_EQ(model::shared_keys(all.accounts.at(0), all.accounts.at(1)).size(), 1U);
}

TEST_F(Accounts, HoldAKeyOnceThatStandsInTwoRows)
{
    add({{number(1), text("bob"), null}}, {{number(1), text("k1")}, {number(1), text("k1")}});
    auto const all = population();
    EXPECT_EQ(all.accounts.at(0).keys.size(), 1U);
    EXPECT_EQ(all.key_rows.size(), 2U);
}

TEST_F(Accounts, HaveTheirKeysInOrder)
{
    add({{number(1), text("ann"), null}}, {{number(1), text("k1")}, {number(1), text("k2")}});
    add({{number(1), text("bob"), null}}, {{number(1), text("k2")}, {number(1), text("k1")}});
    auto const all = population();
    EXPECT_TRUE(std::ranges::equal(all.accounts.at(0).keys, all.accounts.at(1).keys));
    EXPECT_TRUE(std::ranges::is_sorted(all.accounts.at(0).keys));
}

TEST_F(Accounts, DoNotShareWhatTwoTablesOfKeysHoldAlike)
{
    auto &first = add({{number(1), text("bob"), null}}, {{number(1), text("k1")}});
    first.keys.push_back(first.keys.front());
    EXPECT_EQ(counts(), std::vector<std::size_t>{2});
}

TEST_F(Accounts, MayShareTheRowOfAKeyThroughATableOfLinks)
{
    auto &columns = add({{number(1), text("ann"), null}, {number(2), text("bob"), null}}, {{number(7), text("k1")}});
    auto of_links = table(testing::table("links", {testing::integer_column("owner"), testing::integer_column("key")}));
    auto const &links = stage(of_links, {{number(1), number(7)}, {number(2), number(7)}});
    auto &of_keys = columns.keys.front();
    of_keys.via = KeyColumns::Links{
        links.staged, "links", {links.staged, "links", {{"owner", "owner"}, {"key", "key"}}}, "key", "owner", ""};
    EXPECT_EQ(counts(), (std::vector<std::size_t>{1, 1}));
}

TEST_F(Accounts, DoNotHoldMalformedAndMissingKeys)
{
    add({{number(1), text("bob"), null}}, {{number(1), text("")}, {number(1), null}});
    EXPECT_EQ(counts(), std::vector<std::size_t>{0});
}

TEST_F(Accounts, DoNotHoldKeysOfNobody)
{
    add({{number(1), text("bob"), null}}, {{number(5), text("k1")}, {null, text("k2")}});
    EXPECT_EQ(counts(), std::vector<std::size_t>{0});
}

TEST_F(Accounts, HoldOnlyTheKeysThatThePlanAdmits)
{
    add({{number(1), text("bob"), null}}, {{number(1), text("k1")}, {number(1), text("k2")}}).keys.front().where =
        "keys.key = 'k1'";
    EXPECT_EQ(counts(), std::vector<std::size_t>{1});
}

TEST_F(Accounts, AreAskedForAColumn)
{
    add({{number(2), text("ann"), null}, {number(1), text("bob"), null}});
    EXPECT_EQ(asked("name", false), (std::map<model::AccountIndex, std::string>{{0, "bob"}, {1, "ann"}}));
}

TEST_F(Accounts, AreAskedForAColumnAsItIsStaged)
{
    add({{number(1), text("ann"), text("t")}});
    EXPECT_EQ(asked("users.checked", false).at(0), "t");
}

TEST_F(Accounts, AreAskedAConditionWithBooleansAsNumbers)
{
    add({{number(1), text("ann"), text("t")}, {number(2), text("bob"), text("f")}, {number(3), text("cid"), null}});
    EXPECT_EQ(asked("checked", true), (std::map<model::AccountIndex, std::string>{{0, "1"}, {1, "0"}, {2, "NULL"}}));
}

TEST_F(Accounts, AreAskedANegatedCondition)
{
    add({{number(1), text("ann"), text("t")}, {number(2), text("bob"), text("f")}});
    EXPECT_EQ(asked("NOT users.checked", true), (std::map<model::AccountIndex, std::string>{{0, "0"}, {1, "1"}}));
}

TEST_F(Accounts, AreAskedNothingThatSqliteDoesNotKnow)
{
    add({{number(1), text("ann"), null}});
    EXPECT_THROW(asked("nmae = 'ann'", true), Failure);
}

TEST_F(Accounts, HaveNoProblemWithACondition)
{
    auto const &columns = add({{number(1), text("ann"), text("t")}});
    EXPECT_EQ(condition_problem(published(), columns.scope, "checked AND users.name <> ''"), std::nullopt);
}

TEST_F(Accounts, HaveAProblemWithAColumnThatIsNotThere)
{
    auto const &columns = add({{number(1), text("ann"), null}});
    EXPECT_NE(condition_problem(published(), columns.scope, "nmae = 'ann'"), std::nullopt);
}

TEST_F(Accounts, HaveAProblemWithAParenthesisTooMany)
{
    auto const &columns = add({{number(1), text("ann"), null}});
    EXPECT_NE(condition_problem(published(), columns.scope, "1) OR (1"), std::nullopt);
}

TEST_F(Accounts, HaveAProblemWithAnAggregate)
{
    auto const &columns = add({{number(1), text("ann"), null}});
    EXPECT_NE(condition_problem(published(), columns.scope, "count(*) > 0"), std::nullopt);
}

TEST_F(Accounts, HaveAProblemWithAParameter)
{
    auto const &columns = add({{number(1), text("ann"), null}});
    EXPECT_NE(condition_problem(published(), columns.scope, "name = ?"), std::nullopt);
}

TEST_F(Accounts, HaveAProblemWithChance)
{
    auto const &columns = add({{number(1), text("ann"), null}});
    EXPECT_NE(condition_problem(published(), columns.scope, "random() > 0"), std::nullopt);
}

TEST_F(Accounts, HaveAProblemWithTheTimeOfDay)
{
    auto const &columns = add({{number(1), text("ann"), null}});
    EXPECT_NE(condition_problem(published(), columns.scope, "name < datetime('now')"), std::nullopt);
}

TEST(ShownFingerprint, IsBase64WithoutPadding)
{
    EXPECT_EQ(shown(std::string(32, '\0')), "SHA256:" + std::string(43, 'A'));
}

} // namespace
} // namespace tributary::staging
