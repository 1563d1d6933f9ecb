#include "merge/databases/source.hpp"
#include "tests/testing/error_of.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::databases {
namespace {

Address address(std::string const &url) { return {"source \"prose\"", url, {}, "/srv"}; }

TEST(EngineOf, AFileIsSqlite) { EXPECT_EQ(engine_of(address("sqlite:prose.db")), model::Engine::sqlite); }

TEST(EngineOf, EverythingElseIsPostgres)
{
    EXPECT_EQ(engine_of(address("dbname=sqlite:x")), model::Engine::postgresql);
    EXPECT_EQ(engine_of(address("")), model::Engine::postgresql);
}

TEST(PartsOf, AFileAreItsNameWithoutFolderAndExtension)
{
    EXPECT_EQ(parts_of(address("sqlite:data/prose.v2.db")).database, "prose.v2");
    EXPECT_EQ(parts_of(address("sqlite:data/prose.v2.db")).password, "");
}

TEST(PartsOf, AUriAreDatabaseAndPassword)
{
    EXPECT_EQ(parts_of(address("postgresql://ann:s%40cret@db/prose")).database, "prose");
    EXPECT_EQ(parts_of(address("postgresql://ann:s%40cret@db/prose")).password, "s@cret");
}

TEST(PartsOf, KeywordsAreDatabaseAndPassword)
{
    EXPECT_EQ(parts_of(address("host=db dbname='my db' password='it\\'s'")).database, "my db");
    EXPECT_EQ(parts_of(address("host=db dbname='my db' password='it\\'s'")).password, "it's");
}

TEST(PartsOf, AUrlThatIsNoneAreRefusedWithoutRepeatingIt)
{
    auto const error = testing::error_of([] { parts_of(address("host=db password=secret oops")); });
    EXPECT_EQ(error.exit, model::Exit::plan);
    EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos);
    EXPECT_EQ(error.next_step.find("secret"), std::string::npos);
}

} // namespace
} // namespace tributary::databases
