#include "merge/identity/series.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string_view>

namespace tributary::identity {
namespace {

bool is_counted(std::initializer_list<std::string_view> texts)
{
    Series series;
    for (auto const text : texts) {
        series.add(text);
    }
    return series.is_counted();
}

TEST(Series, IsNumbersOneAfterTheOther) { EXPECT_TRUE(is_counted({"1001", "1002", "1003", "1004", "1005"})); }

TEST(Series, HasGapsWhereRowsWereDeleted) { EXPECT_TRUE(is_counted({"17", "18", "20", "21", "24", "25"})); }

TEST(Series, MayHaveTextBeforeItsNumbers) { EXPECT_TRUE(is_counted({"U0001", "U0002", "U0003", "U0004", "U0005"})); }

TEST(Series, MayHaveTextBehindItsNumbers) { EXPECT_TRUE(is_counted({"1/a", "2/a", "3/a", "4/a", "5/a"})); }

TEST(Series, MayCountInSteps) { EXPECT_TRUE(is_counted({"10", "20", "30", "40", "60"})); }

TEST(Series, MayHaveOneNumberFarAway) { EXPECT_TRUE(is_counted({"1", "2", "3", "4", "5", "999999"})); }

TEST(Series, IsNotScatteredNumbers) { EXPECT_FALSE(is_counted({"17", "4711", "81234", "90001", "123456", "7"})); }

TEST(Series, IsNotPhoneNumbers)
{
    EXPECT_FALSE(is_counted({"+4915112345", "+4915198234", "+4917611223", "+4915551209", "+4916098761"}));
}

TEST(Series, IsNotAddressesWithNumbersInThem)
{
    EXPECT_FALSE(is_counted({"ann1@x.org", "ann2@x.org", "ann3@x.org", "ann4@x.org", "ann5@x.org"}));
}

TEST(Series, IsNotDays)
{
    EXPECT_FALSE(is_counted({"1990-05-01", "1990-05-02", "1990-05-03", "1990-05-04", "1990-05-05", "1990-06-01",
                             "1990-06-02", "1990-06-03", "1990-06-04", "1990-06-05"}));
}

TEST(Series, MayBeginAnewInEachYear)
{
    EXPECT_TRUE(is_counted({"2019-0001", "2019-0002", "2019-0004", "2020-0001", "2020-0002", "2020-0003"}));
    EXPECT_TRUE(is_counted({"2019/1", "2019/2", "2019/3", "2020/1", "2020/2", "2020/3"}));
}

TEST(Series, IsNotTheSquaresOfABoard)
{
    EXPECT_FALSE(is_counted({"A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3"}));
}

TEST(Series, IsNotFourNumbers) { EXPECT_FALSE(is_counted({"1", "2", "3", "4"})); }

TEST(Series, IsNotNames) { EXPECT_FALSE(is_counted({"ann", "bob", "cid", "dan", "eve"})); }

} // namespace
} // namespace tributary::identity
