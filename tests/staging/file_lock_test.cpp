#include "merge/staging/file_lock.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <utility>

namespace tributary::staging {
namespace {

using File = FileLock::File;

/// A file that holds a word.
class Lock : public ::testing::Test {
protected:
    Lock() { std::ofstream(file) << "word"; }

    testing::TemporaryDirectory folder;
    std::filesystem::path const file = folder.path / "x";
};

TEST_F(Lock, IsHeldByOneAtATime)
{
    FileLock const first(file, File::exists);
    EXPECT_EQ(testing::error_of([&] { FileLock(file, File::exists); }).exit, model::Exit::busy);
}

TEST_F(Lock, IsReleasedAtTheEndOfTheScope)
{
    {
        FileLock const first(file, File::exists);
    }
    EXPECT_NO_THROW(FileLock(file, File::exists));
}

TEST_F(Lock, IsHeldByWhoeverItWasGivenTo)
{
    FileLock first(file, File::exists);
    FileLock const second(std::move(first));
    EXPECT_EQ(testing::error_of([&] { FileLock(file, File::exists); }).exit, model::Exit::busy);
}

TEST_F(Lock, IsReleasedByWhoeverTakesAnother)
{
    FileLock lock(file, File::exists);
    lock = FileLock();
    EXPECT_NO_THROW(FileLock(file, File::exists));
}

TEST_F(Lock, IsSeenByOthers)
{
    FileLock const lock(file, File::exists);
    EXPECT_TRUE(is_locked(file));
}

TEST_F(Lock, IsNotTakenByLookingForIt)
{
    EXPECT_FALSE(is_locked(file));
    EXPECT_NO_THROW(FileLock(file, File::exists));
}

TEST_F(Lock, OfAFileThatIsMissingIsHeldByNobody) { EXPECT_FALSE(is_locked(folder.path / "none")); }

TEST_F(Lock, OfAFileThatIsMissingCannotBeHad)
{
    EXPECT_EQ(testing::error_of([&] { FileLock(folder.path / "none", File::exists); }).exit, model::Exit::cannot_write);
}

TEST_F(Lock, LeavesTheFileAsItIs)
{
    FileLock const lock(file, File::exists);
    EXPECT_EQ(std::filesystem::file_size(file), 4U);
}

TEST_F(Lock, MayEmptyTheFile)
{
    FileLock const lock(file, File::made_empty);
    EXPECT_EQ(std::filesystem::file_size(file), 0U);
}

TEST_F(Lock, EmptiesNoFileThatAnotherHolds)
{
    FileLock const first(file, File::exists);
    testing::error_of([&] { FileLock(file, File::made_empty); });
    EXPECT_EQ(std::filesystem::file_size(file), 4U);
}

TEST_F(Lock, MakesAFileThatNobodyElseCanRead)
{
    FileLock const lock(folder.path / "new", File::made_empty);
    EXPECT_EQ(std::filesystem::status(folder.path / "new").permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

} // namespace
} // namespace tributary::staging
