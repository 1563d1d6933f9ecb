#include "merge/not_carried/not_carried.hpp"
#include "merge/staging/not_carried.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

namespace tributary::not_carried {
namespace {

/// A log in a schema of both services that is not read, and a view beside it.
class NotCarried : public ::testing::Test {
protected:
    NotCarried() : list(both()) { staging::write_not_carried(run.staging, list); }

    static std::vector<model::NotCarried> both()
    {
        return {{"prose", "table", "audit.log", 3, "its column user_id", false},
                {"prose", "view", "audit.names", {}, "", false},
                {"lists", "table", "audit.log", 2, "its column user_id", false}};
    }

    void ask_with(std::string const &waived)
    {
        if (!waived.empty()) {
            run.plan.waived_tables = {{waived, "old", {}}};
        }
        answers::Answers answers({});
        ask(run.plan, run.staging, answers);
    }

    std::string const service = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);";
    testing::StagedRun run{{service, service}};
    std::vector<model::NotCarried> list;
};

TEST_F(NotCarried, IsOneQuestionForATableOfTwoSources)
{
    ask_with("");
    EXPECT_EQ(
        run.conflicts("unread"),
        (testing::Rows{{"audit.log", "prose lists",
                        "source \"prose\" has the table audit.log (3 rows), which is not read: its column user_id; "
                        "source \"lists\" has the table audit.log (2 rows), which is not read: its column user_id"}}));
}

TEST_F(NotCarried, IsNoQuestionWhereThePlanWaivesIt)
{
    ask_with("audit.*");
    EXPECT_TRUE(run.conflicts("unread").empty());
}

TEST_F(NotCarried, SaysWhyThePlanWaivesIt)
{
    ask_with("audit.log");
    EXPECT_EQ(run.query("SELECT remark FROM not_carried WHERE kind = 'table' AND source = 'prose'"),
              (testing::Rows{{"waived: old"}}));
}

TEST_F(NotCarried, IsNotWaivedByANameThatFitsNothing)
{
    EXPECT_EQ(testing::error_of([&] { ask_with("adit.*"); }).exit, model::Exit::plan);
}

} // namespace
} // namespace tributary::not_carried
