#include "merge/discovery/init.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/sqlite_file.hpp"
#include "tests/testing/staged_run.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace tributary::discovery {
namespace {

constexpr auto users_and_posts = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
                                 "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users);";

/// An environment variable that is unset at the end of its scope.
class Variable {
public:
    Variable(char const *name, char const *value) : m_name(name) { setenv(name, value, 1); }
    Variable(Variable const &) = delete;
    Variable &operator=(Variable const &) = delete;
    ~Variable() { unsetenv(m_name); }

private:
    char const *m_name;
};

/// The services prose and lists in a folder, and a target that does not exist yet.
class Init : public ::testing::Test {
protected:
    Init()
    {
        request.file = folder.path / "pico.toml";
        request.sources = {{"prose", "sqlite:prose.db"}, {"lists", "sqlite:lists.db"}};
        request.target.url = "sqlite:target.db";
        testing::execute(folder.path / "prose.db", users_and_posts);
        testing::execute(folder.path / "lists.db", users_and_posts);
        progress.warn = [this](std::string const &sentence) { warnings.push_back(sentence); };
        progress.say = [this](std::string const &sentence) { messages.push_back(sentence); };
    }

    void run() { init(request, testing::all_choices(), progress); }
    plan::Plan written()
    {
        run();
        return plan::read_plan(request.file, testing::all_choices());
    }
    /// The exit code and the sentence.
    std::string refused()
    {
        auto const error = testing::error_of([&] { run(); });
        std::string sentence = error.what();
        if (auto const at = sentence.find(folder.path.string() + "/"); at != std::string::npos) {
            sentence.erase(at, folder.path.string().size() + 1);
        }
        return std::to_string(static_cast<int>(error.exit)) + " " + sentence;
    }

    testing::TemporaryDirectory folder;
    InitRequest request;
    job::Progress progress;
    std::vector<std::string> warnings;
    std::vector<std::string> messages;
};

TEST_F(Init, NamesTheRunAfterTheFile) { EXPECT_EQ(written().name, "pico"); }

TEST_F(Init, KeepsTheOrderOfTheSources)
{
    std::swap(request.sources[0], request.sources[1]);
    EXPECT_EQ(written().sources.at(0).name, "lists");
}

TEST_F(Init, FindsTheUsers)
{
    auto const plan = written();
    EXPECT_EQ(plan.users.table, "users");
    EXPECT_EQ(plan.users.name, "name");
}

TEST_F(Init, NamesASourceAfterItsDatabase)
{
    testing::execute(folder.path / "my lists.v2.db", users_and_posts);
    request.sources[1] = {"", "sqlite:my lists.v2.db"};
    EXPECT_EQ(written().sources.at(1).name, "my_lists_v2");
}

TEST_F(Init, CreatesTheTablesOfTheFirstSource) { EXPECT_EQ(written().target.create, "prose"); }

TEST_F(Init, CreatesTheTablesOfTheSourceThatIsAskedFor)
{
    request.create = "lists";
    EXPECT_EQ(written().target.create, "lists");
}

TEST_F(Init, CreatesTheTablesOfTheSourceThatHasMost)
{
    testing::execute(folder.path / "lists.db", "CREATE TABLE tags (id INTEGER PRIMARY KEY)");
    EXPECT_EQ(written().target.create, "lists");
}

TEST_F(Init, CreatesNoTablesWhereTheTargetHasThem)
{
    testing::execute(folder.path / "target.db", users_and_posts);
    EXPECT_EQ(written().target.create, "");
}

TEST_F(Init, CreatesTablesInATargetThatHasOnlyOthers)
{
    testing::execute(folder.path / "target.db", "CREATE TABLE notes (id INTEGER PRIMARY KEY)");
    EXPECT_EQ(written().target.create, "prose");
}

TEST_F(Init, KeepsAVariableInAUrl)
{
    Variable const variable("TRIBUTARY_TEST_URL", "sqlite:lists.db");
    request.sources[1].url = "${TRIBUTARY_TEST_URL}";
    run();
    std::ifstream file(request.file);
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    EXPECT_NE(text.find("\"${TRIBUTARY_TEST_URL}\""), std::string::npos);
}

TEST_F(Init, SaysWhatComesNext)
{
    run();
    ASSERT_FALSE(messages.empty());
    EXPECT_EQ(messages.back(),
              "init: " + request.file.string() + " is written; next: tributary check " + request.file.string());
}

TEST_F(Init, WarnsOfATargetThatCannotBeReached)
{
    request.target.url = "postgresql:///pico?host=" + folder.path.string();
    run();
    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_TRUE(warnings[0].starts_with("init: target (pico on "));
    EXPECT_TRUE(warnings[0].ends_with("; the plan is written as for an empty target"));
}

TEST_F(Init, RefusesAFileThatExists)
{
    std::ofstream(request.file) << "mine";
    EXPECT_EQ(refused(), "73 pico.toml: already exists");
}

TEST_F(Init, RefusesALinkThatPointsNowhere)
{
    std::filesystem::create_symlink(folder.path / "nowhere", request.file);
    EXPECT_EQ(refused(), "73 pico.toml: already exists");
}

TEST_F(Init, RefusesAFileInAFolderThatDoesNotExist)
{
    request.file = folder.path / "no" / "pico.toml";
    request.sources[0].url = "sqlite:" + (folder.path / "prose.db").string();
    request.sources[1].url = "sqlite:" + (folder.path / "lists.db").string();
    request.target.url = "sqlite:" + (folder.path / "target.db").string();
    EXPECT_EQ(refused(), "73 no/pico.toml: cannot write: No such file or directory");
}

TEST_F(Init, RefusesANameThatIsNotAWord)
{
    request.sources[1].name = "my lists";
    EXPECT_EQ(refused(), "64 a source's name consists of letters, digits, _ and -, and is not \"merged\"");
}

TEST_F(Init, RefusesTheNameMerged)
{
    request.sources[1].name = "Merged";
    EXPECT_EQ(refused(), "64 a source's name consists of letters, digits, _ and -, and is not \"merged\"");
}

TEST_F(Init, RefusesTwoSourcesOfOneNameInAnyCase)
{
    request.sources[1].name = "Prose";
    EXPECT_EQ(refused(), "64 there are two sources named \"Prose\"");
}

TEST_F(Init, RefusesToCreateTheTablesOfASourceThatDoesNotExist)
{
    request.create = "pastes";
    EXPECT_EQ(refused(), "64 --create: there is no source \"pastes\"");
}

TEST_F(Init, RefusesToCreateTheTablesOfAnotherEngine)
{
    request.create = "prose";
    request.target.url = "postgresql:///pico?host=" + folder.path.string();
    EXPECT_EQ(refused(), "64 --create needs a source of the target's engine, and \"prose\" has another");
}

TEST_F(Init, RefusesAVariableThatIsNotSet)
{
    request.sources[1].url = "${TRIBUTARY_TEST_UNSET}";
    EXPECT_EQ(refused(), "64 the URL of source \"lists\": environment variable not set: TRIBUTARY_TEST_UNSET");
}

TEST_F(Init, RefusesAVariableThatIsNotClosed)
{
    request.target.url = "sqlite:${TARGET";
    EXPECT_EQ(refused(), "64 the URL of the target has ${ without a closing }");
}

TEST_F(Init, RefusesASourceThatCannotBeReachedAndWritesNothing)
{
    request.sources[1].url = "sqlite:pastes.db";
    EXPECT_TRUE(refused().starts_with("69 source \"lists\": "));
    EXPECT_FALSE(std::filesystem::exists(request.file));
}

TEST_F(Init, RefusesATableWhoseNameIsNotUtf8)
{
    testing::execute(folder.path / "lists.db", "CREATE TABLE \"a\xff\" (id INTEGER PRIMARY KEY)");
    EXPECT_EQ(refused(), "65 source \"lists\": a table or column has a name that is not UTF-8");
}

TEST_F(Init, RefusesAColumnWhoseNameIsASurrogate)
{
    testing::execute(folder.path / "lists.db", "CREATE TABLE tags (\"\xed\xa0\x80\" INTEGER)");
    EXPECT_EQ(refused(), "65 source \"lists\": a table or column has a name that is not UTF-8");
}

} // namespace
} // namespace tributary::discovery
