#include "tests/testing/random_schemas.hpp"
#include "tests/testing/schema_checker.hpp"
#include "tests/testing/schema_merge.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace tributary {

using testing::Engine;
using testing::RandomSchema;
using testing::SchemaMerge;
using testing::SchemaTruth;

namespace {

using Texts = std::vector<std::string>;

struct Case {
    Engine engine = Engine::sqlite;
    std::uint64_t seed = 0;
};

std::ostream &operator<<(std::ostream &stream, Case const &of) { return stream << "seed " << of.seed; }

/// Those from `first` to `last`, or what TRIBUTARY_SEEDS=from-to says.
std::vector<Case> cases(Engine engine, std::uint64_t first, std::uint64_t last)
{
    char const *const seeds = std::getenv("TRIBUTARY_SEEDS");
    std::string const text = seeds != nullptr ? seeds : "";
    if (text.find('-') != std::string::npos) {
        first = std::stoull(text);
        last = std::stoull(text.substr(text.find('-') + 1));
    }
    std::vector<Case> all;
    for (auto seed = first; seed <= last; ++seed) {
        all.push_back({engine, seed});
    }
    return all;
}

/// A merge that is as it must be, and what the checker says once somebody has put a hand to a copy of its target.
class SchemaFaults : public ::testing::Test {
protected:
    RandomSchema const schema{2, Engine::sqlite, testing::landed};
    SchemaMerge const merge{schema, schema.plan()};
    SchemaTruth const truth{schema, merge.sources};
    int const exit_code = merge.command({"run", "--execute"}).exit_code;
    std::string report = merge.command({"report", "--format", "json"}).out;

    Texts after(std::string const &sql) const
    {
        testing::execute(merge.target, sql);
        return testing::faults(schema, truth, merge.target, report);
    }
};

TEST_F(SchemaFaults, AreNoneWhereNobodyPutAHandTo)
{
    EXPECT_EQ(exit_code, 0);
    EXPECT_EQ(after(""), Texts{});
}

TEST_F(SchemaFaults, SeeAChildWithAnotherParent)
{
    EXPECT_NE(after("UPDATE keys SET user_id = (SELECT max(id) FROM users WHERE id <> user_id) "
                    "WHERE id = (SELECT min(id) FROM keys)"),
              Texts{});
}

TEST_F(SchemaFaults, SeeAParentThatIsGone)
{
    EXPECT_NE(after("DELETE FROM users WHERE id = (SELECT max(user_id) FROM keys)"), Texts{});
}

TEST_F(SchemaFaults, SeeARowThatIsThereTwice)
{
    EXPECT_NE(after("INSERT INTO keys (key, user_id, origin, trail) "
                    "SELECT 'again ' || key, user_id, origin, trail FROM keys LIMIT 1"),
              Texts{});
}

TEST_F(SchemaFaults, SeeANameThatNobodyContested)
{
    EXPECT_NE(after("UPDATE users SET name = 'zoe' WHERE id = (SELECT min(id) FROM users WHERE name IS NOT NULL)"),
              Texts{});
}

TEST_F(SchemaFaults, SeeAValueThatHasChanged)
{
    EXPECT_NE(after("UPDATE users SET about = 'changed' WHERE id = (SELECT min(id) FROM users)"), Texts{});
}

TEST_F(SchemaFaults, SeeANumberThatIsNotShiftedLikeTheOthers)
{
    EXPECT_NE(after("UPDATE keys SET id = id + 5000 WHERE id = (SELECT max(id) FROM keys)"), Texts{});
}

TEST_F(SchemaFaults, SeeBooksThatDoNotBalance)
{
    auto const place = report.find("\"read\": ");
    ASSERT_NE(place, std::string::npos);
    report.insert(place + 8, "1");
    EXPECT_NE(after(""), Texts{});
}

class RandomSchemas : public ::testing::TestWithParam<Case> {};

TEST_P(RandomSchemas, LoseNothingAndMixUpNothing)
{
    auto const [engine, seed] = GetParam();
    RandomSchema const schema(seed, engine, testing::landed);
    SchemaMerge const merge(schema, schema.plan());
    SCOPED_TRACE("seed " + std::to_string(seed) + " in " + merge.folder());
    SchemaTruth const truth(schema, merge.sources);

    auto const outcome = merge.command({"run", "--execute"});
    ASSERT_EQ(outcome.exit_code, truth.reasons().empty() ? 0 : 1)
        << outcome.err << ::testing::PrintToString(truth.reasons());
    if (outcome.exit_code == 0) {
        auto const report = merge.command({"report", "--format", "json"});
        EXPECT_EQ(testing::faults(schema, truth, merge.target, report.out), Texts{});
    }
}

std::string name_of(::testing::TestParamInfo<Case> const &of) { return "seed_" + std::to_string(of.param.seed); }

INSTANTIATE_TEST_SUITE_P(Sqlite, RandomSchemas, ::testing::ValuesIn(cases(Engine::sqlite, 1, 20)), name_of);
INSTANTIATE_TEST_SUITE_P(Postgres, RandomSchemas, ::testing::ValuesIn(cases(Engine::postgres, 1001, 1003)), name_of);

} // namespace
} // namespace tributary
