#include "merge/steps/asked_answers.hpp"

#include "merge/staging/asked.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/row_digest.hpp"
#include "merge/steps/moot_answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace tributary::steps {
namespace {

using answers::AnswerNumber;
using answers::Answers;

/// What an answer is about, not what it decides.
std::string fingerprint(plan::Answer const &answer)
{
    std::string text;
    for (auto const &part : {answer.id, answer.kind, answer.account, answer.table, answer.row, answer.claimants}) {
        text += part + '\0';
    }
    return staging::sha256(text);
}

/// What the operator is asked, step by step, as answers are given.
class Asking {
public:
    Asking(job::Job const &job, staging::Staging const &staging, Decide const &decide)
        : applied(job.plan.answers.size()), m_job(job), m_staging(staging), m_decide(decide), m_all(job.plan.answers)
    {
        asked.of.resize(applied.size());
        asked.rounds.resize(applied.size());
    }

    void run()
    {
        for (std::size_t round = 1; ask_again(round); ++round) {
        }
    }

    AskedQuestions asked;
    std::vector<bool> applied; ///< asked, and contradicted by no other answer

private:
    /// False if that asks nothing that has an answer and was not asked before.
    bool ask_again(std::size_t round)
    {
        auto is_new = false;
        for (auto const &question : open_with(m_job, m_staging, m_decide, applied)) {
            is_new = take(question, round) || is_new;
        }
        return is_new;
    }

    bool take(model::ConflictFact const &question, std::size_t round)
    {
        auto const numbers = m_all.about(question);
        auto const first = numbers.empty() ? AnswerNumber{} : numbers.front();
        auto const are_alike = std::all_of(numbers.begin(), numbers.end(), [&](auto number) {
            return plan::decide_alike(m_all.given(number), m_all.given(first));
        });
        auto is_new = false;
        for (auto const number : numbers) {
            auto &known = asked.of[place_of(number)];
            is_new = is_new || !known;
            if (!known) {
                known = question;
                asked.rounds[place_of(number)] = round;
                applied[place_of(number)] = are_alike;
            }
        }
        return is_new;
    }

    job::Job const &m_job;
    staging::Staging const &m_staging;
    Decide const &m_decide;
    Answers m_all;
};

} // namespace

AskedQuestions asked_questions(job::Job const &job, staging::Staging const &staging, Decide const &decide)
{
    Asking asking(job, staging, decide);
    asking.run();
    return std::move(asking.asked);
}

LinesAsked lines_that_were_asked(job::Job const &job, staging::Staging const &staging, Decide const &decide)
{
    auto const &given = job.plan.answers;
    LinesAsked result{std::vector<bool>(given.size(), true), {}};
    auto known = staging::asked_answers(staging);
    auto const is_known = [&](auto const &answer) { return known.contains(fingerprint(answer)); };
    if (!job.with_lines_of || std::all_of(given.begin(), given.end(), [&](auto const &answer) {
            return answer.lines.empty() || is_known(answer);
        })) {
        return result;
    }
    job.progress.say("resolve: lines of new answers are left out first, to see whether their questions are asked");
    Asking asking(job, staging, decide);
    asking.run();
    for (std::size_t i = 0; i < given.size(); ++i) {
        if (!given[i].lines.empty()) {
            result.applied[i] = asking.asked.of[i] ? asking.applied[i] : is_known(given[i]);
            if (result.applied[i]) {
                known.insert(fingerprint(given[i]));
            }
        }
    }
    staging::write_asked_answers(staging, known);
    result.asked = std::move(asking.asked);
    return result;
}

void refuse_unsettled(staging::Staging const &staging, Answers &answers)
{
    staging::DecisionWriter writer(staging);
    for (auto &question : staging::open_questions(staging)) {
        if (question.kind != "dangling" && question.kind != "reference") {
            continue; // the others look for their answers when they are asked
        }
        auto is_refused = false;
        for (auto const number : answers.about(question)) {
            if (answers.problem(number).empty()) {
                answers.refuse(number, answers.given(number).lines.empty()
                                           ? "write it beside the question in the conflicts file, which has its lines"
                                           : "the lines that it accepted do not settle the question");
                is_refused = true;
            }
        }
        if (is_refused) {
            question.evidence = answers.why_not(question).substr(std::string_view("; ").size());
            writer.add_to_conflict(question);
        }
    }
}

namespace {

/// True if the question of the answer is asked when those are answered that are open.
bool waits(plan::Answer const &answer, std::vector<model::ConflictFact> const &open)
{
    auto const *const kind = plan::find_question_kind(answer.kind, answer.id);
    return kind != nullptr && kind->about == plan::Subject::contents &&
           std::any_of(open.begin(), open.end(), [&](auto const &question) {
               auto const *const other = plan::find_question_kind(question.kind);
               return other != nullptr && other->about < kind->about;
           });
}

SettledBy settled_by(Answers const &answers, AskedQuestions const &asked, model::ConflictFact const &question,
                     AnswerNumber settler)
{
    auto const answer = answers.given(settler);
    auto const &other = asked.of[place_of(settler)];
    auto const file = std::filesystem::path(answer.file).filename().string();
    return {fmt::format("{}:{} ({})", file, answer.line, answer.decision_text()),
            other && other->row == question.row && answer.decision != plan::Decision::drop};
}

} // namespace

bool settle_unused(job::Job const &job, staging::Staging const &staging, Decide const &decide,
                   AskedQuestions const &asked, model::Mapping const &mapping, Answers &answers, AnswersOfNames &names)
{
    auto const open = staging::open_questions(staging);
    auto is_new = false;
    std::vector<AnswerNumber> moot;
    for (auto const number : answers.unused()) {
        auto const &question = asked.of[place_of(number)];
        if (!question) {
            continue;
        }
        auto const answer = answers.given(number);
        if (waits(answer, open)) {
            continue;
        }
        auto const same_account = std::find_if(open.begin(), open.end(), [&](auto const &one) {
            return takes_new_name(answer) && one.kind == "name" && one.kind == question->kind &&
                   one.account == question->account && one.row == question->row && answers.about(one).empty();
        });
        if (same_account != open.end()) {
            is_new = names.emplace(same_account->id, number).second || is_new;
        } else {
            moot.push_back(number);
        }
    }
    auto const settlers =
        is_new ? std::map<AnswerNumber, AnswerNumber>() : settlers_of(job, staging, decide, asked, moot);
    for (auto const number : moot) { // where all is decided anew, they are looked at again
        auto const &question = *asked.of[place_of(number)];
        auto const found = settlers.find(number);
        auto const by = found == settlers.end() ? SettledBy() : settled_by(answers, asked, question, found->second);
        answers.settled_by_another(number, contradiction(staging, mapping, answers.given(number), question, by),
                                   by.words);
    }
    return is_new;
}

} // namespace tributary::steps
