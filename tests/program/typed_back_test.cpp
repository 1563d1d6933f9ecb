#include "tests/testing/pages.hpp"
#include "tests/testing/printed.hpp"
#include "tests/testing/scenario.hpp"
#include "tests/testing/temporary_directory.hpp"
#include "tests/testing/workplace.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace tributary {
namespace {

using testing::Names;
using testing::Outcome;
using testing::Words;

constexpr std::size_t most_accounts = 12; ///< of a scenario: each takes a run of the program

bool is_named(Names const &names, std::string const &word) { return names.contains(word); }

/// Every option of every command.
Names options()
{
    Names result;
    for (auto const &command :
         testing::found_in(testing::run_program({"--help"}).out, std::regex("\n  ([a-z]+) +[a-z]"))) {
        auto const found = testing::found_in(testing::run_program({command, "--help"}).out, std::regex("(--?[a-z-]+)"));
        result.insert(found.begin(), found.end());
    }
    return result;
}

/// A scenario after a dry run, and what the program has printed about it.
class Printed {
public:
    explicit Printed(testing::Scenario const &scenario) : m_place(scenario, m_folder.path / "place")
    {
        m_place.environment["COLUMNS"] = "10000"; // nothing is wrapped
        print({"check", "plan.toml"});
        print({"run", "plan.toml"});
        m_is_resolved = print({"report", "plan.toml", "--with-values"}) == 0;
        m_conflicts = testing::conflicts_file_in(m_place.folder);
        m_text += m_conflicts.empty() ? "" : testing::contents(m_conflicts);
    }

    /// Distinct commands in backquotes, as they are typed.
    Names commands() const
    {
        Names result;
        for (auto const &words : testing::in_backquotes(m_text)) {
            if (words.starts_with("tributary ")) {
                result.insert(words);
            }
        }
        return result;
    }

    Names options_named() const
    {
        Names result;
        for (auto const &words : testing::in_backquotes(m_text)) {
            auto const found = testing::found_in(words, std::regex("(?:^| )(--[a-z-]+)"));
            result.insert(found.begin(), found.end());
        }
        return result;
    }

    /// Accounts in all reports, masked or not.
    Names accounts() const
    {
        static Names const columns{"account", "survivor", "first", "second", "keeps", "gives_up", "origin", "like"};
        Names result;
        for (std::string const report : {"accounts", "matches", "merges", "renames", "collisions", "widened_access",
                                         "lost_keys", "look_alikes", "possible_matches"}) {
            for (auto const &how : {Words{}, Words{"--with-values"}}) {
                Words words{"report", "plan.toml", "--format", "csv", "--what", report};
                words.insert(words.end(), how.begin(), how.end());
                for (auto const &row : testing::csv_rows(m_place.tributary(words).out)) {
                    for (auto const &[column, value] : row) {
                        if (is_named(columns, column) && result.size() < most_accounts && !value.empty()) {
                            result.insert(value);
                        }
                    }
                }
            }
        }
        return result;
    }

    /// What the conflicts file proposes as lines of the plan, without comments.
    Words proposed_lines() const
    {
        Words result;
        for (auto const &question : m_conflicts.empty() ? std::vector<std::map<std::string, std::string>>()
                                                        : testing::csv_rows(testing::contents(m_conflicts))) {
            std::string lines;
            for (auto const &line : testing::lines_of(question.at("proposal"))) {
                lines += line.starts_with('#') ? "" : line + "\n";
            }
            if (lines.starts_with('[')) {
                result.push_back(lines);
            }
        }
        return result;
    }

    /// A run of the plan with more lines: behind their heading where the plan has it, and else at its end.
    Outcome run_with(std::string const &lines) const
    {
        auto plan = testing::contents(m_place.folder / "plan.toml");
        auto const heading = lines.substr(0, lines.find('\n') + 1);
        auto const at = heading.starts_with("[[") ? std::string::npos : plan.find("\n" + heading);
        if (at == std::string::npos) {
            plan += "\n" + lines;
        } else {
            plan.insert(at + 1 + heading.size(), lines.substr(heading.size()));
        }
        std::ofstream(m_place.folder / "pasted.toml") << plan;
        return m_place.tributary({"run", "pasted.toml"});
    }

    Outcome type(std::string const &command) const
    {
        auto const words =
            "cd '" + m_place.folder.string() + "' && \"$TRIBUTARY\"" + command.substr(std::string("tributary").size());
        return testing::run_in_shell(words, m_place.environment);
    }

    Outcome explain(std::string const &account) const { return m_place.tributary({"explain", "plan.toml", account}); }

    bool is_resolved() const { return m_is_resolved; }

private:
    int print(Words const &words)
    {
        auto const outcome = m_place.tributary(words);
        m_text += outcome.out + outcome.err;
        return outcome.exit_code;
    }

    testing::TemporaryDirectory m_folder;
    testing::Workplace m_place;
    fs::path m_conflicts;
    std::string m_text;
    bool m_is_resolved = false;
};

class TypedBack : public ::testing::TestWithParam<testing::Scenario> {
protected:
    Printed printed{GetParam()};
};

TEST_P(TypedBack, IsEveryAccount)
{
    auto const accounts = printed.is_resolved() ? printed.accounts() : Names();
    for (auto const &account : accounts) {
        auto const outcome = printed.explain(account);
        EXPECT_EQ(outcome.exit_code, 0) << account << ": " << outcome.err;
    }
}

TEST_P(TypedBack, IsEveryLineForThePlan)
{
    for (auto const &lines : printed.proposed_lines()) {
        auto const outcome = printed.run_with(lines);
        EXPECT_NE(outcome.exit_code, 78) << lines << outcome.err;
    }
}

TEST_P(TypedBack, IsEveryOption)
{
    static Names const known = options();
    for (auto const &option : printed.options_named()) {
        EXPECT_TRUE(known.contains(option)) << option;
    }
}

TEST_P(TypedBack, IsEveryCommand)
{
    constexpr std::array<int, 3> wrong{64, 127, 126};
    for (auto const &command : printed.commands()) {
        auto const outcome = printed.type(command);
        EXPECT_EQ(std::count(wrong.begin(), wrong.end(), outcome.exit_code), 0) << command << ": " << outcome.err;
    }
}

INSTANTIATE_TEST_SUITE_P(, TypedBack, ::testing::ValuesIn(testing::some_scenarios(20)),
                         [](auto const &instance) { return testing::name(instance.param); });

} // namespace
} // namespace tributary
