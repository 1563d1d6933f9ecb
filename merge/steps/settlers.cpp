#include "merge/steps/settlers.hpp"

#include "merge/staging/decisions.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace tributary::steps {
namespace {

using answers::AnswerNumber;
using answers::Answers;

class Search {
public:
    Search(job::Job const &job, staging::Staging const &staging, Decide const &decide, AskedQuestions const &asked)
        : m_job(job), m_staging(staging), m_decide(decide), m_asked(asked), m_all(job.plan.answers)
    {
        for (std::size_t i = 0; i < asked.rounds.size(); ++i) {
            if (asked.rounds[i] > 0) {
                m_order.push_back(i);
            }
        }
        std::sort(m_order.begin(), m_order.end(),
                  [&](auto a, auto b) { return std::tie(asked.rounds[a], a) < std::tie(asked.rounds[b], b); });
    }

    /// Everything was decided as often as it may be.
    bool is_spent() const { return m_decided >= most_decided; }

    /// With some of the answers it is asked, with one more it is not: that one.
    std::optional<AnswerNumber> settler_of(AnswerNumber number)
    {
        auto const round = m_asked.rounds.at(place_of(number));
        auto low = static_cast<std::size_t>(
            std::count_if(m_order.begin(), m_order.end(), [&](auto place) { return m_asked.rounds[place] < round; }));
        auto high = m_order.size();
        if (!is_asked(number, low) || is_asked(number, high)) {
            return std::nullopt; // it takes more than the order in which they were asked
        }
        while (high - low > 1) {
            auto const middle = low + (high - low) / 2;
            (is_asked(number, middle) ? low : high) = middle;
        }
        return AnswerNumber{m_order[high - 1]};
    }

    /// Those of the answers whose questions are asked with all others but this one.
    std::vector<AnswerNumber> settled_by(AnswerNumber settler, std::vector<AnswerNumber> const &moot)
    {
        auto applied = first_of(m_order.size());
        applied[place_of(settler)] = false;
        for (auto const number : moot) {
            applied[place_of(number)] = false;
        }
        ++m_decided;
        auto const open = open_with(m_job, m_staging, m_decide, applied);
        std::vector<AnswerNumber> result;
        std::copy_if(moot.begin(), moot.end(), std::back_inserter(result),
                     [&](auto number) { return has_question(open, number); });
        return result;
    }

private:
    static constexpr std::size_t most_decided = 24; ///< deciding takes as long as a dry run

    std::vector<bool> first_of(std::size_t count) const
    {
        std::vector<bool> applied(m_asked.rounds.size());
        for (std::size_t i = 0; i < count; ++i) {
            applied[m_order[i]] = true;
        }
        return applied;
    }

    /// With the first `count` answers, and without itself.
    bool is_asked(AnswerNumber number, std::size_t count)
    {
        ++m_decided;
        auto applied = first_of(count);
        applied[place_of(number)] = false;
        return has_question(open_with(m_job, m_staging, m_decide, applied), number);
    }

    bool has_question(std::vector<model::ConflictFact> const &open, AnswerNumber number) const
    {
        return std::any_of(open.begin(), open.end(), [&](auto const &question) {
            auto const about = m_all.about(question);
            return std::find(about.begin(), about.end(), number) != about.end();
        });
    }

    job::Job const &m_job;
    staging::Staging const &m_staging;
    Decide const &m_decide;
    AskedQuestions const &m_asked;
    Answers m_all;
    std::vector<std::size_t> m_order; ///< as they were asked
    std::size_t m_decided = 0;
};

} // namespace

std::size_t place_of(AnswerNumber number) { return static_cast<std::size_t>(number); }

std::vector<model::ConflictFact> open_with(job::Job const &job, staging::Staging const &staging, Decide const &decide,
                                           std::vector<bool> const &applied)
{
    staging::Savepoint const undone(staging.database());
    job::Progress const silent;
    job.with_lines_of(applied, [&](job::Job const &with_lines) {
        std::vector<plan::Answer> given;
        for (std::size_t i = 0; i < applied.size(); ++i) {
            if (applied[i]) {
                given.push_back(with_lines.plan.answers[i]);
            }
        }
        Answers answers(std::move(given));
        decide({with_lines.plan, with_lines.rules, silent}, answers);
    });
    return staging::open_questions(staging);
}

std::map<AnswerNumber, AnswerNumber> settlers_of(job::Job const &job, staging::Staging const &staging,
                                                 Decide const &decide, AskedQuestions const &asked,
                                                 std::vector<AnswerNumber> moot)
{
    Search search(job, staging, decide, asked);
    std::map<AnswerNumber, AnswerNumber> result;
    while (!moot.empty() && !search.is_spent()) {
        auto const number = moot.front();
        if (auto const settler = search.settler_of(number)) {
            for (auto const other : search.settled_by(*settler, moot)) {
                result.emplace(other, *settler);
            }
            result.emplace(number, *settler);
        }
        std::erase_if(moot, [&](auto one) { return one == number || result.contains(one); });
    }
    return result;
}

} // namespace tributary::steps
