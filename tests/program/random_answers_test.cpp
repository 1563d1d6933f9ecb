#include "merge/plan/overrides.hpp"
#include "tests/testing/pages.hpp"
#include "tests/testing/random_operator.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace tributary {
namespace {

using testing::Outcome;
using testing::RandomOperator;
using testing::RandomQuestions;
using testing::Thing;
using testing::transcript;

/// What the operator asked for and what became of it, by what the target holds. Knows nothing of how it is decided.
class Oracle {
public:
    Oracle(RandomQuestions const &world, RandomOperator const &person, Outcome const &outcome)
        : m_world(world), m_said(outcome.err)
    {
        for (auto const &row : testing::query(world.services.target, "SELECT bio, name, id FROM users")) {
            m_names[*row[0]] = *row[1];
        }
        for (auto const &row : testing::query(world.services.target, "SELECT colour, label FROM badges")) {
            m_labels[*row[0]] = *row[1];
        }
        for (auto row : RandomOperator::rows_of(person.answers())) {
            auto const found = person.asked().find(row["id"]);
            auto const question = found == person.asked().end() ? row : found->second;
            plan::Answer answer;
            if (!plan::read_decision(row["decision"], answer)) {
                continue;
            }
            answer.id = row["id"];
            for (auto const &[field, text] : {std::pair{&answer.kind, "kind"},
                                              {&answer.account, "account"},
                                              {&answer.row, "row"},
                                              {&answer.claimants, "claimants"},
                                              {&answer.table, "table"}}) {
                *field = question.contains(text) ? question.at(text) : "";
            }
            answer.proposal = row["proposal"];
            m_answers.push_back(std::move(answer));
        }
    }

    void check() const
    {
        for (auto const &[bio, user] : m_world.users) {
            check_user(bio, user);
        }
        for (auto const &[colour, badge] : m_world.badges) {
            EXPECT_TRUE(m_labels.contains(colour) || is_asked(colour, badge, "badges", {"drop", "keep"}))
                << colour << " is gone";
        }
        for (auto const &answer : m_answers) {
            check_answer(answer);
        }
        check_posts();
    }

private:
    static bool names(plan::Answer const &answer, Thing const &thing, std::string const &table)
    {
        auto const all = " " + answer.account + " " + answer.claimants + " " + answer.row + " ";
        return all.find(" " + thing.source + "/" + thing.name + " ") != std::string::npos ||
               all.find(" " + thing.source + "/" + table + "#" + thing.id + " ") != std::string::npos;
    }

    bool is_asked(std::string const & /*marker*/, Thing const &thing, std::string const &table,
                  std::set<std::string> const &decisions) const
    {
        return std::any_of(m_answers.begin(), m_answers.end(), [&](auto const &answer) {
            return decisions.contains(std::string(plan::name_of(answer.decision))) && names(answer, thing, table);
        });
    }

    void check_user(std::string const &bio, Thing const &user) const
    {
        auto const found = m_names.find(bio);
        if (found == m_names.end()) {
            EXPECT_TRUE(is_asked(bio, user, "users", {"merge"})) << bio << " is merged unasked";
        } else if (found->second != user.name) {
            EXPECT_TRUE(is_asked(bio, user, "users", {"accept", "rename", "separate", "survivor"}))
                << bio << " is renamed unasked";
        }
    }

    /// Of the account or badge that would yield.
    template <typename Things>
    static std::string marker_of(plan::Answer const &answer, Things const &things, std::string const &table)
    {
        auto const found = std::find_if(things.begin(), things.end(), [&](auto const &one) {
            auto const &thing = one.second;
            return answer.table == table && (answer.row == thing.source + "/" + table + "#" + thing.id ||
                                             answer.account == thing.source + "/" + thing.name);
        });
        return found == things.end() ? "" : found->first;
    }

    void check_answer(plan::Answer const &answer) const
    {
        auto const text = answer.id + " " + answer.account + ": " + answer.decision_text();
        auto const user = marker_of(answer, m_world.users, "users");
        auto const badge = marker_of(answer, m_world.badges, "badges");
        auto const name = m_names.contains(user) ? m_names.at(user) : "";
        auto const label = m_labels.contains(badge) ? m_labels.at(badge) : "";
        switch (answer.decision) {
        case plan::Decision::merge: EXPECT_TRUE(user.empty() || name.empty()) << text << " is not done"; break;
        case plan::Decision::separate: EXPECT_TRUE(user.empty() || !name.empty()) << text << " is not done"; break;
        case plan::Decision::rename: EXPECT_TRUE(user.empty() || name == answer.word) << text << " is not done"; break;
        case plan::Decision::drop: EXPECT_TRUE(badge.empty() || label.empty()) << text << " is not done"; break;
        case plan::Decision::keep: EXPECT_TRUE(badge.empty() || !label.empty()) << text << " is not done"; break;
        case plan::Decision::set:
            EXPECT_TRUE(badge.empty() || label == answer.word.substr(answer.word.find('=') + 1))
                << text << " is not done";
            break;
        case plan::Decision::accept:
            EXPECT_TRUE(answer.kind != "name" || "rename:" + name == answer.proposal ||
                        m_said.find(answer.id + " (" + answer.account + ": accept) no longer needed") !=
                            std::string::npos)
                << text << " is not done";
            break;
        default: break;
        }
    }

    /// The posts of those who stay are theirs, unless an answer says that they are no references, or that posts are
    /// one.
    void check_posts() const
    {
        auto const says_otherwise = [](auto const &answer) {
            return answer.kind == "ids" || (answer.kind == "unique" && answer.table == "posts") ||
                   (answer.kind == "uncovered" && answer.decision == plan::Decision::waive);
        };
        if (std::any_of(m_answers.begin(), m_answers.end(), says_otherwise)) {
            return;
        }
        std::map<std::string, std::string> now;
        for (auto const &row : testing::query(
                 m_world.services.target,
                 "SELECT p.title, coalesce(u.bio, '') FROM posts AS p LEFT JOIN users AS u ON u.id = p.author_id")) {
            now[*row[0]] = *row[1];
        }
        for (auto const &[title, bio] : m_world.authors) {
            if (!bio.empty()) {
                EXPECT_TRUE(now.contains(title)) << title << " is lost";
                EXPECT_TRUE(m_names.contains(bio) ? now[title] == bio : !now[title].empty())
                    << title << " is of " << now[title];
            }
        }
    }

    RandomQuestions const &m_world;
    std::string m_said;
    std::map<std::string, std::string> m_names;  ///< of users, by bio
    std::map<std::string, std::string> m_labels; ///< of badges, by colour
    std::vector<plan::Answer> m_answers;
};

class RandomAnswers : public ::testing::TestWithParam<std::uint64_t> {
protected:
    RandomQuestions world{GetParam()};
    RandomOperator person{world};

    std::set<std::string> obeyed() const
    {
        std::set<std::string> result;
        world.services.write("overrides.csv",
                             world.services.command({"report", "--what", "overrides", "--format", "csv"}).out);
        for (auto &row : RandomOperator::rows_of(world.services.folder() / "overrides.csv")) {
            if (row["state"] == "obeyed" || row["state"] == "no longer needed") {
                result.insert(row["id"] + " " + row["decision"]);
            }
        }
        return result;
    }
};

TEST_P(RandomAnswers, AreDoneAsAskedOrNothingIsLoaded)
{
    constexpr int rounds = 8;
    auto outcome = world.services.command({"run"});
    for (int round = 0; round < rounds; ++round) {
        ASSERT_TRUE(outcome.exit_code == 0 || outcome.exit_code == 1 || outcome.exit_code == 78) << transcript(outcome);
        if (outcome.exit_code == 78) {
            EXPECT_NE(outcome.err.find(".csv:"), std::string::npos) << transcript(outcome);
            person.take_out({});
        } else if (world.services.merge().exit_code == 0) {
            break;
        } else {
            EXPECT_FALSE(std::filesystem::exists(world.services.folder() / "target.db"));
            if (outcome.exit_code == 0) {
                person.take_out(obeyed());
            } else {
                person.answer(round > 2);
            }
        }
        outcome = world.services.command({"run"});
    }
    auto const is_loaded = std::filesystem::exists(world.services.folder() / "target.db");
    RecordProperty("loaded", is_loaded ? 1 : 0);
    if (is_loaded) {
        Oracle(world, person, outcome).check();
    }
    if (HasFailure()) {
        ADD_FAILURE() << "answers:\n" << testing::contents(person.answers()) << transcript(outcome);
    }
}

std::uint64_t seeds()
{
    char const *const more = std::getenv("TRIBUTARY_SEEDS");
    return more != nullptr ? std::stoull(more) : 6;
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomAnswers, ::testing::Range<std::uint64_t>(1, seeds() + 1));

} // namespace
} // namespace tributary
