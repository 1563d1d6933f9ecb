// A source whose schema holds more than definitions.
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary {
namespace {

using testing::Engine;
using testing::transcript;
using testing::TwoServices;

/// Two services in SQLite; the target is made from the first, whose file was written to by somebody.
class HostileFile : public ::testing::Test {
protected:
    HostileFile()
    {
        services.in_both("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE); "
                         "CREATE VIEW names AS SELECT name FROM users; CREATE INDEX by_name ON users (name)");
        testing::execute(services.first, "INSERT INTO users VALUES (1, 'ann')");
        testing::execute(services.second, "INSERT INTO users VALUES (1, 'bob')");
        testing::execute(victim, "CREATE TABLE ledger (amount INTEGER); INSERT INTO ledger VALUES (7)");
    }

    /// Puts this text where the file keeps the definition of an object.
    void redefine(std::string const &object, std::string const &text) const
    {
        std::string quoted = text;
        for (auto at = quoted.find('\''); at != std::string::npos; at = quoted.find('\'', at + 2)) {
            quoted.insert(at, 1, '\'');
        }
        testing::execute(services.first, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = '" + quoted +
                                             "' WHERE name = '" + object + "'; PRAGMA writable_schema = RESET");
    }

    std::string ledger() const
    {
        return testing::query(victim, "SELECT group_concat(amount) FROM ledger").at(0).at(0).value_or("");
    }

    TwoServices services{Engine::sqlite, Engine::sqlite};
    testing::Database victim{Engine::sqlite, "sqlite:" + (services.folder() / "victim.db").string()};
};

TEST_F(HostileFile, CannotReachAnotherFileBehindAView)
{
    redefine("names", "CREATE VIEW names AS SELECT name FROM users; ATTACH '" +
                          (services.folder() / "victim.db").string() + "' AS v; UPDATE v.ledger SET amount = 0");
    auto const outcome = services.merge();
    EXPECT_NE(outcome.exit_code, 0) << transcript(outcome);
    EXPECT_EQ(ledger(), "7");
}

TEST_F(HostileFile, CannotEndTheTransaction)
{
    redefine("names", "CREATE VIEW names AS SELECT name FROM users; COMMIT");
    auto const outcome = services.merge();
    EXPECT_NE(outcome.exit_code, 0) << transcript(outcome);
}

TEST_F(HostileFile, CannotDefineSomethingElse)
{
    redefine("names", "CREATE VIEW other AS SELECT name FROM users");
    auto const outcome = services.merge();
    EXPECT_NE(outcome.exit_code, 0) << transcript(outcome);
}

TEST_F(HostileFile, CannotRunAStatementThatIsNoDefinition)
{
    redefine("by_name", "DELETE FROM users");
    auto const outcome = services.merge();
    EXPECT_NE(outcome.exit_code, 0) << transcript(outcome);
}

TEST_F(HostileFile, MayEndAViewWithAComment)
{
    testing::execute(services.first, "DROP VIEW names; CREATE VIEW names AS SELECT name FROM users -- all of them");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
    EXPECT_EQ(testing::query(services.target, "SELECT count(*) FROM names").at(0).at(0), "2");
}

TEST_F(HostileFile, MayHaveATriggerOfSeveralStatements)
{
    testing::execute(services.first,
                     "CREATE TRIGGER lower_name AFTER INSERT ON users BEGIN "
                     "UPDATE users SET name = lower(name) WHERE id = new.id; DELETE FROM users WHERE id < 0; END");
    auto const outcome = services.merge();
    EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
}

} // namespace
} // namespace tributary
