#include "merge/steps/asked_answers.hpp"

#include "merge/staging/asked.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/row_digest.hpp"
#include "merge/steps/moot_answers.hpp"

#include <algorithm>
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

std::size_t place_of(AnswerNumber number) { return static_cast<std::size_t>(number); }

/// What the operator is asked, step by step, as answers are given.
class Asking {
public:
    Asking(job::Job const &job, staging::Staging const &staging, Decide const &decide)
        : asked(job.plan.answers.size()), applied(job.plan.answers.size()), m_job(job), m_staging(staging),
          m_decide(decide), m_all(job.plan.answers)
    {
    }

    void run()
    {
        while (ask_again()) {
        }
    }

    AskedQuestions asked;
    std::vector<bool> applied; ///< asked, and contradicted by no other answer

private:
    /// False if that asks nothing that has an answer and was not asked before.
    bool ask_again()
    {
        staging::Savepoint const undone(m_staging.database());
        job::Progress const silent;
        m_job.with_lines_of(applied, [&](job::Job const &job) {
            std::vector<plan::Answer> given;
            for (std::size_t i = 0; i < applied.size(); ++i) {
                if (applied[i]) {
                    given.push_back(job.plan.answers[i]);
                }
            }
            Answers answers(std::move(given));
            m_decide({job.plan, job.rules, silent}, answers);
        });
        auto is_new = false;
        for (auto const &question : staging::open_questions(m_staging)) {
            is_new = take(question) || is_new;
        }
        return is_new;
    }

    bool take(model::ConflictFact const &question)
    {
        auto const numbers = m_all.about(question);
        auto const first = numbers.empty() ? AnswerNumber{} : numbers.front();
        auto const are_alike = std::all_of(numbers.begin(), numbers.end(), [&](auto number) {
            return plan::decide_alike(m_all.given(number), m_all.given(first));
        });
        auto is_new = false;
        for (auto const number : numbers) {
            auto &known = asked[place_of(number)];
            is_new = is_new || !known;
            if (!known) {
                known = question;
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
            result.applied[i] = asking.asked[i] ? asking.applied[i] : is_known(given[i]);
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

bool settle_unused(AskedQuestions const &asked, staging::Staging const &staging, model::Mapping const &mapping,
                   Answers &answers, AnswersOfNames &names)
{
    auto const open = staging::open_questions(staging);
    auto is_new = false;
    for (auto const number : answers.unused()) {
        auto const &question = asked[place_of(number)];
        if (!question) {
            continue;
        }
        auto const answer = answers.given(number);
        auto const same_account = std::find_if(open.begin(), open.end(), [&](auto const &one) {
            return takes_new_name(answer) && one.kind == "name" && one.kind == question->kind &&
                   one.account == question->account && one.row == question->row && answers.about(one).empty();
        });
        if (same_account != open.end()) {
            is_new = names.emplace(same_account->id, number).second || is_new;
        } else {
            answers.settled_by_another(number, contradiction(staging, mapping, answer, *question));
        }
    }
    return is_new;
}

} // namespace tributary::steps
