#pragma once

#include "merge/answers/answers.hpp"
#include "merge/job/job.hpp"
#include "merge/model/facts.hpp"
#include "merge/staging/staging.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace tributary::steps {

/// Decides everything into staging, in the place of what was decided before.
using Decide = std::function<void(job::Job const &, answers::Answers &)>;

/// What was asked, as answers were given step by step. By place in Plan::answers.
struct AskedQuestions {
    std::vector<std::optional<model::ConflictFact>> of; ///< the question that it was given to; none: it was never asked
    std::vector<std::size_t> rounds;                    ///< in which step that was asked, from 1; 0: never
};

/// In Plan::answers.
std::size_t place_of(answers::AnswerNumber number);

/// The questions that are open with these answers alone: whose place in Plan::answers is true. The staging file holds
/// afterwards what it held before.
std::vector<model::ConflictFact> open_with(job::Job const &job, staging::Staging const &staging, Decide const &decide,
                                           std::vector<bool> const &applied);

/// Of answers whose questions are not asked any more the other answer that has that effect: their questions are asked
/// with some answers, and not with one more. An answer for which none is found is left out. Decides everything at most
/// two dozen times, and O(log answers) times more for the last: answers that come after that are left out too.
std::map<answers::AnswerNumber, answers::AnswerNumber> settlers_of(job::Job const &job, staging::Staging const &staging,
                                                                   Decide const &decide, AskedQuestions const &asked,
                                                                   std::vector<answers::AnswerNumber> moot);

} // namespace tributary::steps
