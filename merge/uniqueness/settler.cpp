#include "merge/uniqueness/settler.hpp"

#include "merge/model/words.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/uniqueness/alike.hpp"
#include "merge/uniqueness/policy_values.hpp"
#include "merge/uniqueness/questions.hpp"
#include "merge/uniqueness/set_columns.hpp"
#include "merge/uniqueness/suffixed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace tributary::uniqueness {
namespace {

using plan::Decision;
using staging::DuplicateRow;
using Way = model::UniquePolicy::Way;

constexpr std::size_t shown_ids = 10;

/// One key of one table, settled once.
class KeySettler {
public:
    KeySettler(Settling const &with, model::MappedTable const &table, KeyRule const &rule, std::string const &no_policy)
        : m_with(with), m_rows(table, rule, staging::read_exceptions(with.staging)), m_no_policy(no_policy),
          m_values(with.job.plan, with.staging, with.writer, m_rows), m_suffixed(with, m_rows),
          m_alike(with, m_rows, m_suffixed), m_accounts(!table.name_column.empty())
    {
    }

    Settled run()
    {
        auto const looks_first = !m_accounts && !decides_about_equal_rows();
        if (looks_first && !m_alike.find([&](staging::DuplicateSink const &sink) { for_each_group(sink); })) {
            return m_settled; // no rows share the key
        }
        for_each_group([&](Group const &group) {
            auto const different = fold_equal(group);
            if (different.size() > 1) {
                settle_different(different);
            }
        });
        m_alike.ask();
        if (m_values.has_owners()) {
            m_rows.exceptions = staging::read_exceptions(m_with.staging); // identical rows are folded by now
            m_values.renumber();
            if (!m_values.has_given()) { // it is not their numbers that make them equal
                for_each_group([&](Group const &group) { ask(group, "no number is free"); });
            }
        }
        m_settled.assigned = m_settled.assigned || m_values.has_given();
        if (!m_same_ids.empty()) {
            ask_about_same_ids();
        }
        return m_settled;
    }

private:
    void for_each_group(staging::DuplicateSink const &sink)
    {
        staging::DuplicateSearch search;
        search.rest = columns_that_must_agree(m_rows.table, m_rows.rule);
        search.shown = m_rows.columns;
        search.where = m_rows.rule.where;
        m_with.search.for_each_duplicate(m_rows.table, m_rows.rule.key, search, m_rows.exceptions, sink);
    }

    /// True if the plan says what becomes of equal rows, whatever refers to them.
    bool decides_about_equal_rows() const
    {
        auto const &policy = m_rows.rule.policy;
        return m_rows.rule.stated &&
               (policy.holds_for_equal_rows || policy.way == Way::asks || policy.way == Way::folds);
    }

    /// Folds rows that are equal onto the first of them. What is left differs, or may be two things.
    Group fold_equal(Group const &group)
    {
        if (m_accounts || m_rows.rule.policy.holds_for_equal_rows) { // only match rules may merge accounts
            return group;
        }
        Group different;
        for (auto const &equal : sets_of_equal_rows(group)) {
            if (m_rows.rule.stated && m_alike.contains(equal)) {
                different.insert(different.end(), equal.begin(), equal.end()); // the policy gives them other values
                continue;
            }
            different.push_back(equal.front());
            if (m_alike.contains(equal)) {
                auto const answered = m_alike.answers(equal);
                for (auto const i : answered.folds) {
                    fold_equal(equal[i], equal[answered.onto], "override");
                }
                m_settled.assigned = m_settled.assigned || answered.has_suffixed;
                continue;
            }
            for (std::size_t i = 1; i < equal.size(); ++i) {
                fold_equal(equal[i], equal.front(), "identical (" + m_rows.rule.key.name + ")");
            }
        }
        return different;
    }

    void fold_equal(DuplicateRow const &row, DuplicateRow const &onto, std::string const &rule)
    {
        auto const ignores = !m_rows.rule.ignore.empty();
        fold(row, onto, rule,
             fmt::format("equal to the row of {} in all but its own id{}{}", m_rows.source_of(onto).source_name,
                         ignores ? " and what the plan ignores" : "",
                         m_rows.rule.computed.empty() ? "" : " and what follows from other rows"));
        m_settled.folded_different = m_settled.folded_different || ignores;
    }

    void settle_different(Group const &group)
    {
        auto const &policy = m_rows.rule.policy;
        if (policy.way == Way::asks || !m_no_policy.empty()) {
            return ask(group, m_no_policy);
        }
        if (policy.way == Way::renumbers) {
            return m_values.list_owner(group.front());
        }
        if (policy.way == Way::sets) {
            return set_others(group);
        }
        auto const verdict = m_values.verdict(group);
        if (verdict.onto) {
            return fold_others(group, *verdict.onto, fmt::format("{} ({})", policy.name, m_rows.rule.key.name));
        }
        m_values.give(group, verdict);
        if (!verdict.helpless.empty()) {
            Group left{group.front()};
            for (auto const i : verdict.helpless) {
                left.push_back(group[i]);
            }
            ask(left, fmt::format("policy {} finds no value for column {}", policy.name, m_rows.rule.column));
        }
    }

    void set_others(Group const &group)
    {
        Group left{group.front()};
        for (std::size_t i = 1; i < group.size(); ++i) {
            if (set_columns(m_with.staging, m_with.writer, m_rows, group[i])) {
                m_settled.assigned = true;
            } else {
                left.push_back(group[i]);
            }
        }
        if (left.size() > 1) {
            ask(left,
                fmt::format("what policy {} gives does not take the row out of the key", m_rows.rule.policy.name));
        }
    }

    void fold(DuplicateRow const &row, DuplicateRow const &onto, std::string const &rule, std::string const &reason)
    {
        m_with.writer.fold(m_rows.source_of(row).table_id, row.row, m_rows.source_of(onto).table_id, onto.row, rule,
                           reason);
        m_settled.folded = true;
    }

    void fold_others(Group const &group, std::size_t onto, std::string const &rule)
    {
        for (std::size_t i = 0; i < group.size(); ++i) {
            if (i != onto) {
                fold_different(group, i, onto, rule);
            }
        }
    }

    void fold_different(Group const &group, std::size_t i, std::size_t onto, std::string const &rule)
    {
        fold(group[i], group[onto], rule, "the row of " + m_rows.source_of(group[onto]).source_name + " stays");
        m_settled.folded_different = true;
    }

    /// True if the key is over what identifies users, and nothing else.
    bool is_over_users_id() const
    {
        auto const *const primary = model::primary_key(m_rows.table.target);
        auto const &named = m_with.job.plan.users.id;
        auto const id = !named.empty()       ? std::vector{named}
                        : primary == nullptr ? std::vector<std::string>()
                                             : primary->columns;
        return m_accounts && !id.empty() && m_rows.rule.key.columns == id;
    }

    /// Ids that databases make never meet by chance: one question for all accounts.
    void ask_about_same_ids()
    {
        auto const &column = m_rows.rule.key.columns.front();
        std::string evidence =
            fmt::format("{} in several sources: ",
                        model::counted(m_same_ids.size(), "id is that of an account", "ids are those of accounts"));
        for (std::size_t i = 0; i < std::min(m_same_ids.size(), shown_ids); ++i) {
            evidence += (i == 0 ? "" : "; ") + m_same_ids[i];
        }
        evidence += m_same_ids.size() > shown_ids ? fmt::format("; and {} more", m_same_ids.size() - shown_ids) : "";
        evidence += ". An installer makes such accounts, or one database was copied";
        auto const &label = m_rows.table.target.label;
        auto const name = plan::toml_text(column);
        model::ConflictFact question{
            {},
            "unique",
            {},
            label,
            {},
            label + "." + column,
            evidence,
            fmt::format(
                "# If an equal {} is the same account, merge:\n# [users]\n# id = {}\n# same_id = \"merge\"\n# or, if it is "
                "another one, separate:\n# [table.{}]\n# on_conflict = [{{ unique = [{}], policy = \"reissue\" }}]",
                plan::on_one_line(column), name, plan::toml_key(label), name)};
        m_with.answers.left_to_plan(question, "`same_id` in [users]");
        m_with.writer.conflict(std::move(question));
    }

    /// The operator's answers are obeyed; what is left unanswered is a conflict, one for each row but the one that
    /// stays.
    void ask(Group const &group, std::string const &why)
    {
        Questions const questions(m_with.staging, m_rows);
        if (is_over_users_id()) {
            std::string accounts;
            for (std::size_t i = 0; i < group.size(); ++i) {
                accounts += (i == 0 ? "" : " ") + questions.about(group, i).account;
            }
            m_same_ids.push_back(accounts);
            return;
        }
        std::vector<model::ConflictFact> asked; // of all rows but the first
        for (std::size_t i = 1; i < group.size(); ++i) {
            asked.push_back(questions.about(group, i));
        }
        auto const kept = kept_by_answers(asked);
        auto const onto = kept.value_or(0);
        for (std::size_t i = 0; i < group.size(); ++i) {
            if (i == onto) {
                continue;
            }
            // the first yields to the row that is kept
            auto const answered = i == 0 ? Answered::yields : answer_about(asked[i - 1], group, i);
            if (answered == Answered::has_other_value) {
                continue;
            }
            if (answered == Answered::yields || onto != 0) {
                fold_different(group, i, onto, "override");
                continue;
            }
            auto &question = asked[i - 1];
            question.evidence = questions.evidence(group, i) + (why.empty() ? "" : "; " + why) +
                                m_suffixed.in_words(group, i) + m_with.answers.why_not(question);
            m_with.writer.conflict(question);
        }
    }

    /// The row that an answer keeps, by its position in the group; none, or nothing that can be obeyed: nothing.
    std::optional<std::size_t> kept_by_answers(std::vector<model::ConflictFact> &asked)
    {
        std::vector<std::size_t> keeping;
        for (std::size_t i = 0; i < asked.size(); ++i) {
            if (auto const answer = m_with.answers.find(asked[i]); m_accounts) {
                continue; // accounts are never folded as rows are
            } else if (answer && answer->decision == Decision::keep) {
                keeping.push_back(i);
            }
        }
        if (keeping.size() == 1) {
            m_with.answers.to(asked[keeping.front()], {Decision::keep});
            return keeping.front() + 1;
        }
        for (auto const i : keeping) {
            m_with.answers.refuse(asked[i], "two answers keep a row of this key");
        }
        return std::nullopt;
    }

    enum class Answered { not_at_all, yields, has_other_value };

    /// What an answer says of this row.
    Answered answer_about(model::ConflictFact &question, Group const &group, std::size_t position)
    {
        auto const answer = m_with.answers.find(question);
        auto allowed = m_accounts ? std::vector{Decision::merge} : std::vector{Decision::drop, Decision::keep};
        if (may_leave_key(m_with.job.plan, m_rows, group[position])) {
            allowed.push_back(Decision::set);
        }
        if (m_suffixed.value(group, position)) {
            allowed.push_back(Decision::suffix);
        }
        answers::allow(question, allowed);
        if (m_accounts && answer && answer->decision == Decision::merge &&
            (answer->row.empty() || answer->claimants.empty())) {
            m_with.answers.refuse(question,
                                  "it does not name the accounts: copy the row from the conflicts file as it is");
        }
        auto const waits = answer && answer->decision == (m_accounts ? Decision::merge : Decision::keep);
        if (!answer || waits) {
            return Answered::not_at_all; // the accounts are not there any more; or another one keeps a row as well
        }
        if (!m_with.answers.to(question, allowed)) {
            return Answered::not_at_all;
        }
        if (answer->decision == Decision::drop) {
            return Answered::yields;
        }
        if (answer->decision == Decision::suffix) {
            m_suffixed.give(group, position);
            m_settled.assigned = true;
            return Answered::has_other_value;
        }
        if (auto const problem = set_by_answer(m_with, m_rows, group[position], *answer); !problem.empty()) {
            m_with.answers.refuse(question, problem);
            return Answered::not_at_all;
        }
        m_settled.assigned = true;
        return Answered::has_other_value;
    }

    Settling const &m_with;
    KeyRows m_rows;
    std::string const &m_no_policy;
    PolicyValues m_values;
    Suffixed m_suffixed;
    AlikeRows m_alike;
    bool m_accounts;                     ///< the rows are accounts
    std::vector<std::string> m_same_ids; ///< accounts of one id each
    Settled m_settled;
};

} // namespace

Settled settle(Settling const &with, model::MappedTable const &table, KeyRule const &rule, std::string const &no_policy)
{
    return KeySettler(with, table, rule, no_policy).run();
}

} // namespace tributary::uniqueness
