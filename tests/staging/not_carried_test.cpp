#include "merge/staging/not_carried.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

namespace tributary::staging {
namespace {

class NotCarriedRows : public ::testing::Test {
protected:
    NotCarriedRows() { write_not_carried(run.staging, list); }

    std::string const service = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);";
    testing::StagedRun run{{service, service}};
    std::vector<model::NotCarried> list{{"prose", "table", "audit.log", 3, "its column user_id", false},
                                        {"prose", "view", "audit.names", {}, "", false}};
};

TEST_F(NotCarriedRows, ComeBackInTheirOrder) { EXPECT_EQ(not_carried(run.staging), list); }

TEST_F(NotCarriedRows, TakeAnotherRemark)
{
    remark_on_not_carried(run.staging, 0, "waived: old");
    EXPECT_EQ(run.query("SELECT remark FROM not_carried ORDER BY place"), (testing::Rows{{"waived: old"}, {""}}));
}

} // namespace
} // namespace tributary::staging
