#include "merge/databases/sqlite/database.hpp"
#include "merge/databases/sqlite/refusal.hpp"
#include "merge/databases/sqlite/temporary_files.hpp"
#include "tests/testing/small_disk.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <optional>
#include <string>

namespace tributary::databases::sqlite {
namespace {

/// SQLite's temporary files on a disk that is full, for the time of a test.
class FullTemporaryFolder : public ::testing::Test {
protected:
    void SetUp() override
    {
        if (!disk.is_mounted()) {
            GTEST_SKIP() << "only root may mount a small disk";
        }
        disk.fill_up_to(8192);
        sqlite3_temp_directory = sqlite3_mprintf("%s", disk.path().c_str()); // the environment is read once
    }
    void TearDown() override
    {
        sqlite3_free(sqlite3_temp_directory);
        sqlite3_temp_directory = nullptr;
    }

    /// What a statement fails with that sorts more than memory takes.
    static std::optional<Failure> failure(Database const &database)
    {
        try {
            database.execute("PRAGMA temp_store = FILE; PRAGMA cache_size = 10; PRAGMA temp.cache_size = 10");
            database.execute(
                "CREATE TEMPORARY TABLE big AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                "WHERE i < 2000) SELECT hex(randomblob(500)) AS x FROM n");
        } catch (Failure const &caught) {
            return caught;
        }
        return std::nullopt;
    }

    static void expect_named(std::optional<Failure> const &failed, std::string const &folder)
    {
        ASSERT_TRUE(failed);
        auto const error = refusal(*failed, "pico.staging.sqlite");
        EXPECT_EQ(error.exit, model::Exit::cannot_write);
        EXPECT_EQ(std::string(error.what()), folder + ": a temporary file cannot be written: database or disk is full");
        EXPECT_EQ(error.next_step, "nothing was changed; free space there, or name another folder in TMPDIR");
    }

    testing::SmallDisk disk{"1m"};
    testing::TemporaryDirectory folder;
};

TEST_F(FullTemporaryFolder, IsNamedWhereADatabaseIsNotAtFault)
{
    expect_named(failure(Database((folder.path / "a.db").string(), Open::create)), disk.path().string());
}

TEST_F(FullTemporaryFolder, IsNamedWhereAStagingFileIsNotAtFault)
{
    expect_named(failure(Database((folder.path / "a.db").string(), Open::create, Pages::checked)),
                 disk.path().string());
}

TEST_F(FullTemporaryFolder, IsNotAtFaultOfWhatFailsNext)
{
    Database const database((folder.path / "a.db").string(), Open::create);
    failure(database);
    try {
        database.execute("SELECT nothing");
        FAIL();
    } catch (Failure const &next) {
        EXPECT_FALSE(next.is_temporary);
    }
}

} // namespace
} // namespace tributary::databases::sqlite
