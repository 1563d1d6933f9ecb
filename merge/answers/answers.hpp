#pragma once

#include "merge/model/facts.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/staging/staging.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tributary::answers {

/// Which of the operator's answers it is.
enum class AnswerNumber : std::size_t {};

/// What an answer says, and which one it is.
struct GivenAnswer : plan::Answer {
    AnswerNumber number{};
};

/// The question says which decisions it takes: `accept` only with a proposal.
void allow(model::ConflictFact &question, std::vector<plan::Decision> decisions);

/// The operator's answers, and the outcome of each. An answer is found by the conflict's id, or, where it has none, by
/// kind, account, table, row and claimants as far as it names them.
class Answers {
public:
    /// `applied`: of each answer, whether its lines stand in the plan; without it, of all that have lines.
    explicit Answers(std::vector<plan::Answer> answers, std::vector<bool> const &applied = {});

    /// Those that are about the question, in whichever way they say so.
    std::vector<AnswerNumber> about(model::ConflictFact const &question) const;
    /// Those whose question was not asked: neither obeyed nor refused.
    std::vector<AnswerNumber> unused() const;
    /// What it says, and which one it is.
    GivenAnswer given(AnswerNumber number) const { return {entry(number).answer, number}; }
    /// It holds for the question with this id as well.
    void hold_for(std::string const &id, AnswerNumber number);
    /// Another answer, `other` in words, settles its question; `contradiction` says how that one decides otherwise;
    /// empty: it does not.
    void settled_by_another(AnswerNumber number, std::string const &contradiction,
                            std::string const &other = "another answer");

    /// The answer to this question; nullopt if there is none that fits: it must be among `allowed`, and `accept` only
    /// means the proposal that the operator has seen, and is returned as the decision that was proposed. Why one does
    /// not fit is kept for the report. The question says from then on what is allowed.
    std::optional<GivenAnswer> to(model::ConflictFact &question, std::vector<plan::Decision> const &allowed);

    /// The answer to this question; nullopt if there is none. Where several fit and contradict each other, none can be
    /// obeyed, and there is none: nor to later questions about fewer of the claimants, which only one of them fits.
    std::optional<GivenAnswer> find(model::ConflictFact const &question);

    /// The answer to this question cannot be obeyed after all.
    void refuse(model::ConflictFact const &question, std::string const &reason);
    void refuse(AnswerNumber number, std::string const &reason);

    /// Why the answer to this question is not obeyed: `; the override cannot be obeyed: …`, or nothing.
    std::string why_not(model::ConflictFact const &question) const;

    /// For a question that only the plan settles, by lines that may be accepted: an answer to it that is still asked
    /// cannot be obeyed, and `how` says where to answer instead. The question gets what is allowed, and why_not() as
    /// more evidence.
    void left_to_plan(model::ConflictFact &question, std::string const &how);

    /// All answers of this kind that are about no question: those without an id, in the order of the file.
    std::vector<GivenAnswer> statements(std::string const &kind) const;
    /// All answers to questions of this kind, with an id or without.
    std::vector<GivenAnswer> all_of(std::string const &kind) const;
    /// What may be asked once more, of who other people are by now: whether answers of this kind that let a source's
    /// value stay are obeyed is to be seen again.
    void look_again_at_survivors(std::string const &kind);
    void obeyed(AnswerNumber number);

    /// Why it cannot be obeyed; empty if it can, or if it was not asked for.
    std::string const &problem(AnswerNumber number) const;

    /// Into staging, in a fixed order; returns the sentences about answers that are not obeyed.
    std::vector<std::string> write(staging::Staging const &staging) const;

private:
    struct Entry {
        plan::Answer answer;
        std::string claimants; ///< of the questions that it answers
        bool used = false;
        bool not_needed = false;
        bool not_asked = false; ///< its question is not asked any more, though it was
        std::string problem;
        std::string settled_by;              ///< which other answer
        std::optional<AnswerNumber> same_as; ///< another answer that says the same of the same
        std::string contradicted;            ///< which answers contradict each other, of which it is one; or nothing
    };
    void settle(AnswerNumber number, std::string const &problem);
    std::string in_words(std::vector<AnswerNumber> const &numbers) const;
    /// What the report calls what became of it. `first_open`: of all open questions the first subject.
    static std::string state_of(Entry const &leading, std::optional<plan::Subject> first_open);
    Entry &entry(AnswerNumber number) { return m_entries[static_cast<std::size_t>(number)]; }
    Entry const &entry(AnswerNumber number) const { return m_entries[static_cast<std::size_t>(number)]; }

    std::vector<Entry> m_entries; ///< in the order of the file
    std::map<std::string, AnswerNumber> m_by_id;
    std::vector<AnswerNumber> m_without_id;
};

} // namespace tributary::answers
