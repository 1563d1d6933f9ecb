#include "merge/uniqueness/alike.hpp"

#include "merge/plan/overrides.hpp"
#include "merge/plan/write_toml.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace tributary::uniqueness {
namespace {

using plan::Decision;

constexpr std::size_t asked_at_once = 5; ///< sets of equal rows, from which on there is one question for all
constexpr std::size_t shown_rows = 10;

/// True if rows that share the key may be two things of one name: a part of it is a value that people chose. Not so of
/// references alone, of uuids, and of ids that the plan keeps.
bool is_chosen_by_people(model::MappedTable const &table, model::UniqueKey const &key)
{
    auto const is_one_thing = [&](std::string const &name) {
        return model::find_column(table.target, name)->type == "uuid" ||
               std::find(table.kept_ids.begin(), table.kept_ids.end(), name) != table.kept_ids.end();
    };
    return std::none_of(key.columns.begin(), key.columns.end(),
                        [&](auto const &name) { return !model::refers(table, name) && is_one_thing(name); }) &&
           std::any_of(key.parts.begin(), key.parts.end(),
                       [&](auto const &part) { return part.column.empty() || !model::refers(table, part.column); });
}

} // namespace

std::vector<Group> sets_of_equal_rows(Group const &group)
{
    std::vector<Group> sets;
    std::map<std::string_view, std::size_t> seen;
    for (auto const &row : group) {
        auto const [place, is_first] = seen.emplace(row.rest, sets.size());
        if (is_first) {
            sets.emplace_back();
        }
        sets[place->second].push_back(row);
    }
    return sets;
}

AlikeRows::AlikeRows(Settling const &with, KeyRows const &rows, Suffixed &suffixed)
    : m_with(with), m_rows(rows), m_suffixed(suffixed), m_questions(with.staging, rows)
{
}

bool AlikeRows::find(std::function<void(staging::DuplicateSink const &)> const &for_each_group)
{
    auto const &label = m_rows.table.target.label;
    auto const is_referred_to = std::any_of(m_with.mapping.begin(), m_with.mapping.end(), [&](auto const &child) {
        return std::any_of(child.sources.begin(), child.sources.end(),
                           [&](auto const &source) { return source.rows > 0 && model::refers_to(source, label); });
    });
    if (!is_referred_to || !is_chosen_by_people(m_rows.table, m_rows.rule.key)) {
        return true;
    }
    bool has_groups = false;
    staging::ReferredRows referred(m_with.staging, m_rows.table);
    for_each_group([&](Group const &group) {
        has_groups = true;
        for (auto const &equal : sets_of_equal_rows(group)) {
            for (std::size_t i = 0; equal.size() > 1 && i < equal.size(); ++i) {
                referred.add(equal[i].source, equal[i].row);
            }
        }
    });
    if (!referred.empty()) {
        referred.find(m_with.mapping);
        m_referred.emplace(std::move(referred));
    }
    return has_groups;
}

bool AlikeRows::contains(Group const &equal)
{
    return equal.size() > 1 && m_referred && std::count_if(equal.begin(), equal.end(), [&](auto const &row) {
                                                 return m_referred->contains(row.source, row.row);
                                             }) > 1;
}

AlikeRows::Answered AlikeRows::answers(Group const &equal)
{
    Answered result;
    std::vector<model::ConflictFact> open;
    std::set<std::size_t> apart;
    std::vector<std::pair<std::size_t, model::ConflictFact>> keeping;
    for (std::size_t i = 1; i < equal.size(); ++i) {
        auto question = m_questions.about(equal, i);
        std::vector allowed{Decision::drop, Decision::keep};
        question.evidence = m_suffixed.in_words(equal, i);
        if (!question.evidence.empty()) {
            allowed.push_back(Decision::suffix);
        }
        auto const answer = m_with.answers.to(question, allowed);
        if (answer && answer->decision == Decision::keep) {
            keeping.emplace_back(i, std::move(question));
        } else if (answer && answer->decision == Decision::suffix) {
            m_suffixed.give(equal, i);
            apart.insert(i);
        } else if (answer || are_one(question)) {
            result.folds.push_back(i);
        } else {
            open.push_back(std::move(question));
        }
    }
    result.has_suffixed = !apart.empty();
    if (keeping.size() == 1) {
        auto const kept = keeping.front().first;
        result = {{}, kept, result.has_suffixed};
        for (std::size_t i = 0; i < equal.size(); ++i) {
            if (i != kept && !apart.contains(i)) {
                result.folds.push_back(i);
            }
        }
        return result;
    }
    for (auto &[i, question] : keeping) {
        m_with.answers.refuse(question, "two answers keep a row of this key");
        open.push_back(std::move(question));
    }
    m_count += open.empty() ? 0 : 1;
    m_asked += open.size();
    if (m_count < asked_at_once || m_open.size() < shown_rows) {
        std::move(open.begin(), open.end(), std::back_inserter(m_open));
    }
    return result;
}

/// The one question for all sets of equal rows. Its id stays the same whichever they are.
model::ConflictFact AlikeRows::about_all() const
{
    model::ConflictFact question;
    question.kind = "unique";
    question.table = m_rows.table.target.label;
    question.claimants = fmt::format("{} ({})", question.table, fmt::join(m_rows.rule.key.uses, ", "));
    return question;
}

/// True if the row has no answer of its own, and the answer to the question for all is that equal rows are one.
bool AlikeRows::are_one(model::ConflictFact const &question)
{
    auto all = about_all();
    return m_with.answers.why_not(question).empty() && m_with.answers.to(all, {Decision::drop});
}

void AlikeRows::ask()
{
    auto const &label = m_rows.table.target.label;
    auto const why = fmt::format("equal in {}, share ({}), and other rows refer to each of them ({})",
                                 m_rows.rule.key.primary ? "all columns" : "all but their own ids",
                                 fmt::join(m_rows.rule.key.uses, ", "),
                                 m_referred ? fmt::format("{}", fmt::join(m_referred->by(), ", ")) : "");
    if (m_count < asked_at_once) {
        for (auto &question : m_open) {
            auto const two = question.evidence.empty() ? if_two() : "; if they are two: `suffix`" + question.evidence;
            question.evidence = fmt::format("{}. If they are one thing: `drop` or `keep`{}", why, two) +
                                m_with.answers.why_not(question);
            m_with.writer.conflict(question);
        }
        return;
    }
    auto question = about_all();
    answers::allow(question, {Decision::drop});
    std::vector<std::string> shown;
    for (auto const &one : m_open) {
        shown.push_back(one.claimants);
    }
    question.evidence =
        fmt::format("{} times rows of {} are {}: {}{}. If equal ones are one thing: `drop`{}{}", m_count, label, why,
                    fmt::join(shown, "; "), m_asked > m_open.size() ? "; …" : "", in_the_plan(), if_two()) +
        m_with.answers.why_not(question);
    m_with.writer.conflict(question);
}

/// The plan's own way to say that rows of one key are one.
std::string AlikeRows::in_the_plan() const
{
    auto const &key = m_rows.rule.key;
    return key.plain() ? fmt::format(", or match = {} in [table.{}]", plan::toml_list(key.columns),
                                     plan::toml_key(m_rows.table.target.label))
                       : "";
}

/// How equal rows stay two.
std::string AlikeRows::if_two() const
{
    auto const &key = m_rows.rule.key;
    auto const &table = m_rows.table;
    auto const text = std::find_if(key.uses.begin(), key.uses.end(), [&](auto const &name) {
        return model::find_column(table.target, name)->kind == model::Kind::text && !model::refers(table, name);
    });
    if (text == key.uses.end()) {
        return "; if they are two, change one in its source";
    }
    return fmt::format(
        "; if they are two: on_conflict = [{{ unique = {}, policy = \"suffix\", column = {} }}] in [table.{}]",
        plan::toml_list(key.uses), plan::toml_text(*text), plan::toml_key(table.target.label));
}

} // namespace tributary::uniqueness
