#include "merge/plan/csv.hpp"
#include "reports/report.hpp"
#include "tests/testing/pages.hpp"
#include "tests/testing/printed.hpp"
#include "tests/testing/scenario.hpp"
#include "tests/testing/scenario_folder.hpp"
#include "tests/testing/temporary_directory.hpp"
#include "tests/testing/workplace.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace tributary {
namespace {

using testing::Words;
using Question = std::map<std::string, std::string>;

/// A scenario that has been run once, without --execute, and can be put back to that.
class Asked {
public:
    explicit Asked(testing::Scenario const &scenario)
        : m_place(scenario, m_folder.path / "place"), m_sources(testing::source_names(m_place.folder / "plan.toml"))
    {
        m_place.tributary({"run", "plan.toml"});
        m_file = testing::conflicts_file_in(m_place.folder);
        m_text = m_file.empty() ? std::string() : testing::contents(m_file);
        fs::copy(m_place.folder, m_folder.path / "asked", fs::copy_options::recursive);
    }

    std::vector<Question> questions() const { return testing::csv_rows(m_text); }

    /// The ways to write a decision of `allowed`; one of them has to do where a value is to be chosen.
    std::vector<Words> ways(Question const &question) const
    {
        std::vector<Words> result;
        for (auto const &form : testing::comma_words(question.at("allowed"))) {
            if (form == "rename:<new>") {
                result.push_back({"rename:zzq9"});
            } else if (form == "survivor:<source>") {
                for (auto const &source : m_sources) {
                    if (question.at("claimants").find(source + "/") != std::string::npos) {
                        result.push_back({"survivor:" + source});
                    }
                }
            } else if (form == "set:<column>=<value>") {
                result.push_back(settings(question));
            } else {
                result.push_back({form});
            }
        }
        return result;
    }

    /// Why the next dry run does not take the decision, does not obey it, or asks again; empty: it does all.
    std::string refusal(Question const &question, std::string const &decision) const
    {
        fs::remove_all(m_place.folder);
        fs::copy(m_folder.path / "asked", m_place.folder, fs::copy_options::recursive);
        std::ofstream(m_file, std::ios::trunc) << decided(question.at("id"), decision);
        auto const run = m_place.tributary({"run", "plan.toml"});
        if (run.exit_code != 0 && run.exit_code != 1) {
            return "exit " + std::to_string(run.exit_code) + ": " + run.err;
        }
        auto const answers = testing::csv_rows(
            m_place.tributary({"report", "plan.toml", "--what", "overrides", "--format", "csv", "--with-values"}).out);
        auto const is_obeyed = std::any_of(answers.begin(), answers.end(), [&](auto const &answer) {
            return answer.at("id") == question.at("id") && answer.at("state") == "obeyed";
        });
        auto const is_open = testing::contents(m_file).find("\n" + question.at("id") + ",") != std::string::npos;
        auto const refusal = !is_obeyed ? "not obeyed: " : is_open ? "asked again: " : "";
        return *refusal == '\0' ? "" : refusal + run.err;
    }

    /// What the documentation of `allowed` leaves open, and is not a failure.
    static bool is_known(Question const &question, std::string const &decision, std::string const &refusal)
    {
        // nothing changes: the account keeps the name already, and the other one still needs a new one
        auto const keeper = question.at("claimants").substr(0, question.at("claimants").find('/'));
        auto const changes_nothing = question.at("proposal").empty() && decision == "survivor:" + keeper;
        // an answer without an id, in the file of answers, is about the same question, or about the same name
        auto const is_answered_elsewhere = refusal.find("contradict each other") != std::string::npos ||
                                           refusal.find("two answers keep this name") != std::string::npos;
        // two accounts of that source are concerned: the message says so
        auto const is_unclear = refusal.find("several of these accounts are from source") != std::string::npos;
        // the rows that it leaves do not pass a CHECK of the target
        return changes_nothing || is_answered_elsewhere || is_unclear || refusal.starts_with("exit 65");
    }

private:
    /// A value for each column of the table: which of them take one, the schema says.
    Words settings(Question const &question) const
    {
        Words result;
        auto const columns = testing::query(m_place.databases.at(m_sources.front()),
                                            "SELECT name FROM pragma_table_info('" + question.at("table") + "')");
        for (auto const &column : columns) {
            result.push_back("set:" + column[0].value() + "=zz9");
            result.push_back("set:" + column[0].value() + "=991");
        }
        return result;
    }

    std::string decided(std::string const &id, std::string const &decision) const
    {
        std::string text;
        for (auto const &record : plan::read_csv(m_text)) {
            auto fields = record.fields;
            if (fields.front() == id) {
                *(fields.end() - 2) = decision;
                *(fields.end() - 1) = "a note";
            }
            for (std::size_t i = 0; i < fields.size(); ++i) {
                text += (i == 0 ? "" : ",") + reports::csv_field(fields[i]);
            }
            text += '\n';
        }
        return text;
    }

    testing::TemporaryDirectory m_folder;
    testing::Workplace m_place;
    Words m_sources;
    fs::path m_file;
    std::string m_text;
};

class AllowedDecisions : public ::testing::TestWithParam<testing::Scenario> {};

TEST_P(AllowedDecisions, AreTakenAndObeyedAndAnswerTheQuestion)
{
    Asked const asked(GetParam());
    for (auto const &question : asked.questions()) {
        for (auto const &ways : asked.ways(question)) {
            std::string refusal;
            auto const is_taken = std::any_of(ways.begin(), ways.end(), [&](auto const &decision) {
                refusal = asked.refusal(question, decision);
                return refusal.empty() || Asked::is_known(question, decision, refusal);
            });
            EXPECT_TRUE(is_taken) << question.at("id") << " allows " << question.at("allowed") << "; "
                                  << (ways.empty() ? "nothing to write" : ways.back()) << ": " << refusal;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(, AllowedDecisions, ::testing::ValuesIn(testing::some_scenarios(25)),
                         [](auto const &instance) { return testing::name(instance.param); });

} // namespace
} // namespace tributary
