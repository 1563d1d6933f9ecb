#include "tests/testing/postgres_server.hpp"

#include <gtest/gtest.h>

namespace {

/// The databases of a test go when it ends: the next one has the same server.
class DropDatabases : public testing::EmptyTestEventListener {
    void OnTestEnd(testing::TestInfo const &) override { tributary::testing::PostgresServer::drop_databases(); }
};

} // namespace

int main(int argc, char **argv)
{
    testing::InitGoogleTest(&argc, argv);
    testing::UnitTest::GetInstance()->listeners().Append(new DropDatabases); // which owns it
    return RUN_ALL_TESTS();
}
