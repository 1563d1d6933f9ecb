// A staging file that is changed between two steps by anything but the program.
#include "tests/testing/two_services.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <string>

namespace tributary {
namespace {

namespace fs = std::filesystem;

using testing::Engine;
using testing::Outcome;
using testing::transcript;
using testing::TwoServices;

/// Two services with some rows, decided and not loaded yet.
class Decided : public ::testing::Test {
protected:
    Decided()
    {
        services.in_both(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, admin INTEGER NOT NULL); "
            "CREATE TABLE notes (id INTEGER PRIMARY KEY, author INTEGER NOT NULL REFERENCES users, body TEXT)");
        testing::execute(services.first,
                         "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) "
                         "INSERT INTO users SELECT i, 'a' || i, i = 1 FROM n");
        testing::execute(services.second,
                         "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) "
                         "INSERT INTO users SELECT i, 'b' || i, i = 1 FROM n");
        services.in_both("INSERT INTO notes SELECT id, 501 - id, 'note ' || id || hex(zeroblob(40)) FROM users");
        services.users = "table = \"users\"\nname = \"name\"\nprivileges = [\"admin\"]";
        auto const outcome = services.command({"run"});
        EXPECT_EQ(outcome.exit_code, 0) << transcript(outcome);
    }

    void flip_bit(std::uintmax_t bit) const
    {
        std::fstream file(services.staging(), std::ios::binary | std::ios::in | std::ios::out);
        file.seekg(static_cast<std::streamoff>(bit / 8));
        auto const byte = static_cast<char>(file.get() ^ static_cast<int>(1U << (bit % 8)));
        file.seekp(static_cast<std::streamoff>(bit / 8));
        file.put(byte);
    }

    std::string staging_url() const { return "sqlite:" + services.staging().string(); }
    Outcome load() const { return services.command({"load", "--execute"}); }

    TwoServices services{Engine::sqlite, Engine::sqlite};
};

using StagingFile = Decided;

TEST_F(StagingFile, WithAnotherRowInItIsRefused)
{
    testing::execute({Engine::sqlite, staging_url()}, "UPDATE \"second.users\" SET admin = 1 WHERE id = 7");
    auto const outcome = load();
    EXPECT_EQ(outcome.exit_code, 5) << transcript(outcome);
    EXPECT_NE(outcome.err.find("it is not as tributary wrote it"), std::string::npos) << transcript(outcome);
    EXPECT_FALSE(fs::exists(services.target.url.substr(std::string("sqlite:").size())));
}

TEST_F(StagingFile, ThatWasOnlyReadIsLoaded)
{
    testing::query({Engine::sqlite, staging_url()}, "SELECT count(*) FROM \"second.users\"");
    EXPECT_EQ(load().exit_code, 0);
}

TEST_F(StagingFile, ThatAnotherProgramVacuumedIsRefused)
{
    testing::execute({Engine::sqlite, staging_url()}, "DELETE FROM \"second.notes\"; COMMIT; VACUUM; BEGIN");
    auto const outcome = load();
    EXPECT_EQ(outcome.exit_code, 5) << transcript(outcome);
}

/// No bit of it can be another without a word: what is loaded in spite of one was not touched by it.
TEST_F(StagingFile, WithAFlippedBitIsRefusedOrLoadsWhatItWouldHave)
{
    auto const intact = services.folder() / "intact.sqlite";
    auto const target = fs::path(services.target.url.substr(std::string("sqlite:").size()));
    fs::copy_file(services.staging(), intact);
    ASSERT_EQ(load().exit_code, 0);
    constexpr auto contents =
        "SELECT group_concat(name || admin) FROM users UNION ALL SELECT group_concat(author || body) FROM notes";
    auto const expected = testing::query(services.target, contents);
    std::mt19937 random(20261130);
    std::uniform_int_distribution<std::uintmax_t> bits(0, fs::file_size(intact) * 8 - 1);
    for (int i = 0; i < 60; ++i) {
        fs::remove(target);
        fs::copy_file(intact, services.staging(), fs::copy_options::overwrite_existing);
        auto const bit = bits(random);
        flip_bit(bit);
        auto const outcome = load();
        if (outcome.exit_code == 0) {
            EXPECT_EQ(testing::query(services.target, contents), expected) << "bit " << bit;
        } else {
            EXPECT_FALSE(fs::exists(target)) << "bit " << bit << '\n' << transcript(outcome);
        }
    }
}

} // namespace
} // namespace tributary
