#pragma once

#include "merge/answers/answers.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"
#include "merge/steps/settlers.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tributary::steps {

/// What the operator would be asked, with an answer at hand: by deciding without any answer, then with the answers to
/// what that asks, and so on.
AskedQuestions asked_questions(job::Job const &job, staging::Staging const &staging, Decide const &decide);

/// Which lines of answers may stand in the plan.
struct LinesAsked {
    std::vector<bool> applied;           ///< by place in Plan::answers; true for answers without lines
    std::optional<AskedQuestions> asked; ///< if that had to be found
};

/// Lines whose question is asked where they do not stand in the plan, now or in an earlier run of this staging file,
/// and which no other answer to it contradicts. Everything is decided several times only where lines are new. But for
/// staging::asked_answers() the file holds afterwards what it held before.
LinesAsked lines_that_were_asked(job::Job const &job, staging::Staging const &staging, Decide const &decide);

/// By the id of an open question about an account's name: an answer about that account, to be decided anew with.
using AnswersOfNames = std::map<std::string, answers::AnswerNumber>;

/// Answers to questions about values that are still open, though their lines stand in the plan or they chose none,
/// cannot be obeyed; their questions say so.
void refuse_unsettled(staging::Staging const &staging, answers::Answers &answers);

/// Says of each answer whose question is not asked any more, though it was, which other answer settles it, and whether
/// that decides otherwise. Where the other one has only changed who else claims a name, the answer is put into `names`
/// instead; true if that adds any. To be called when everything is decided.
bool settle_unused(job::Job const &job, staging::Staging const &staging, Decide const &decide,
                   AskedQuestions const &asked, model::Mapping const &mapping, answers::Answers &answers,
                   AnswersOfNames &names);

} // namespace tributary::steps
