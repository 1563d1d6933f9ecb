#include "merge/proof/proof.hpp"
#include "tests/testing/sqlite_file.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace tributary::proof {
namespace {

using testing::Rows;
using testing::StagedRun;

/// A resolved run of ann (1) in prose and bob (1, in the target 102) in lists, and a target that a load would leave so.
class Proof : public ::testing::Test {
protected:
    /// As a load would leave it but for what `sql` does.
    std::string refused(std::string const &sql)
    {
        auto const target = open();
        target->execute(sql);
        return run.refused([&] { prove(*target, run.staging, prepared, loaded); });
    }

    std::unique_ptr<databases::Target> open() const
    {
        return databases::open_target_for_trial({"target", "sqlite:target.db", {}, run.folder()});
    }

    static constexpr auto users = "CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);"
                                  "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users);";
    static constexpr auto rows = "INSERT INTO users VALUES (1, 'ann'), (102, 'bob');";
    StagedRun run{{.prose = std::string(users) + "INSERT INTO users VALUES (1, 'ann')",
                   .lists = std::string(users) + "INSERT INTO users VALUES (1, 'bob')",
                   .target = users,
                   .head = "[ids]\nheadroom = 100\n"},
                  StagedRun::After::resolve};
    Prepared prepared = prepare(run.plan, run.staging);
    Loaded loaded{{{"users", 0}, 1}, {{"users", 1}, 1}};
};

TEST_F(Proof, HoldsWhereEveryRowIsThere)
{
    auto const target = open();
    target->execute(rows);
    EXPECT_NO_THROW(prove(*target, run.staging, prepared, loaded));
}

TEST_F(Proof, FailsWhereTheCopyTookFewerRowsThanTheBookSays)
{
    loaded[{"users", 1}] = 0;
    EXPECT_EQ(refused("INSERT INTO users VALUES (1, 'ann')"),
              "2 the proof failed and the load was rolled back: lists.users: 1 row read, but 0 loaded, 0 folded and 0 "
              "left out");
}

TEST_F(Proof, FailsWhereASourceWasNotCopiedAtAll)
{
    loaded.erase({"users", 1});
    EXPECT_EQ(refused("INSERT INTO users VALUES (1, 'ann')"),
              "2 the proof failed and the load was rolled back: lists.users: 1 row read, but 0 loaded, 0 folded and 0 "
              "left out");
}

TEST_F(Proof, FailsWhereATriggerTookARowAway)
{
    EXPECT_EQ(refused("INSERT INTO users VALUES (1, 'ann')"),
              "2 the proof failed and the load was rolled back: users: 2 rows were loaded, but it holds 1");
}

TEST_F(Proof, FailsWhereATriggerAddedARow)
{
    EXPECT_EQ(refused(std::string(rows) + "INSERT INTO users VALUES (103, 'eve')"),
              "2 the proof failed and the load was rolled back: users: 2 rows were loaded, but it holds 3");
}

TEST_F(Proof, FailsWhereTwoUsersHaveOneName)
{
    EXPECT_EQ(refused("INSERT INTO users VALUES (1, 'ann'), (102, 'ann')"),
              "2 the proof failed and the load was rolled back: users: two users are named ann");
}

TEST_F(Proof, HoldsWhereTwoUsersHaveNoName)
{
    auto const target = open();
    target->execute("INSERT INTO users VALUES (1, NULL), (102, NULL)");
    EXPECT_NO_THROW(prove(*target, run.staging, prepared, loaded));
}

TEST_F(Proof, HoldsWhereTwoUsersHaveAnEmptyName)
{
    auto const target = open();
    target->execute("INSERT INTO users VALUES (1, ''), (102, '')");
    EXPECT_NO_THROW(prove(*target, run.staging, prepared, loaded));
}

TEST_F(Proof, FailsWhereFewerRowsWereDerivedThanCounted)
{
    prepared.derived = {{"posts", "merged.posts", {"id"}, 3}};
    loaded[{"posts", of_no_source}] = 2;
    EXPECT_EQ(refused(std::string(rows) + "INSERT INTO posts VALUES (1, 1), (2, 1)"),
              "2 the proof failed and the load was rolled back: posts: 3 rows derived, but 2 loaded");
}

TEST_F(Proof, OfSequencesIsThatTheNextNumberIsBehindTheLastRange)
{
    auto const target = open();
    target->execute(rows);
    advance_sequences(*target, run.staging, prepared);
    target->execute("INSERT INTO users (name) VALUES ('eve')");
    EXPECT_EQ(target->query("SELECT max(id) FROM users").at(0).at(0), "203");
}

} // namespace
} // namespace tributary::proof
