#include "merge/job/guarded.hpp"
#include "merge/job/loaded.hpp"
#include "merge/mapping/map_sources.hpp"
#include "merge/mapping/users.hpp"
#include "merge/model/nearest.hpp"
#include "merge/model/words.hpp"
#include "merge/staging/catalogue.hpp"
#include "merge/staging/not_shown.hpp"
#include "merge/staging/replaced.hpp"
#include "merge/staging/story.hpp"
#include "merge/steps/steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace tributary::steps {
namespace {

/// An account that is explained.
struct Account {
    std::int64_t id = 0;
    std::string new_id; ///< in the target
};

/// What the staging file says of one account, as lines.
class Explainer {
public:
    Explainer(plan::Plan const &plan, staging::Staging const &staging, Account const &account)
        : m_plan(plan), m_staging(staging), m_account(staging::account_record(staging, account.id)),
          m_new_id(account.new_id)
    {
    }

    std::vector<StoryLine> tell()
    {
        tell_account();
        tell_keys();
        tell_matches();
        tell_near_misses();
        tell_name();
        tell_access();
        tell_values();
        tell_questions();
        tell_rows();
        return std::move(m_story);
    }

private:
    void say(std::string topic, std::string text) { m_story.push_back({std::move(topic), std::move(text)}); }

    void tell_account()
    {
        say("account", fmt::format("{}, id {} in its source", staging::account_in_words(m_staging, m_account.id),
                                   m_account.old_id));
        say("id in the target", m_new_id);
        auto const merged = staging::merged_into(m_staging, m_account.survivor);
        auto const list = fmt::format("{}", fmt::join(merged, ", "));
        say("identity", merged.empty() ? "on its own"
                        : m_account.survivor == m_account.id
                            ? "the survivor of a merge with " + list
                            : fmt::format("merged into {}; merged there: {}",
                                          staging::account_in_words(m_staging, m_account.survivor), list));
        if (auto const why = staging::why_folded(m_staging, m_plan.users.table, m_account)) {
            say("why", fmt::format("{}: {}", why->rule, why->reason));
        }
    }

    void tell_keys()
    {
        auto const keys = staging::login_keys(m_staging, m_account.id);
        for (auto const &key : keys) {
            say(key.malformed ? "malformed key"
                : key.lost_to ? "key, lost"
                              : "key",
                key.shown + (key.lost_to.value_or("").empty() ? "" : ", kept by " + *key.lost_to));
        }
        if (keys.empty()) {
            say("key", "none");
        }
    }

    void tell_matches()
    {
        for (auto const &match : staging::matches_of(m_staging, m_account.id)) {
            say(match.survivor == m_account.survivor ? "match" : "match, not merged",
                fmt::format("{} by {} ({})", match.other, match.rule, match.evidence));
        }
    }

    /// Accounts with the same name or a key in common that no rule joined.
    void tell_near_misses()
    {
        for (auto const &shared : staging::unmatched_with_key(m_staging, m_account.id)) {
            say("near miss",
                fmt::format("{} has the key {} too: possibly the same person, but no rule of the plan joins them",
                            shared.other, shared.key));
        }
        if (!m_account.name || m_account.name->empty()) {
            say("near miss", "no name, so no rule that asks for a name can match it");
            return;
        }
        for (auto const &other : staging::unmatched_with_name(m_staging, m_account.id, *m_account.name)) {
            say("near miss", fmt::format("{} has the same name, but no key in common", other));
        }
    }

    void tell_name()
    {
        auto const survivors_name = staging::account_record(m_staging, m_account.survivor).name;
        auto last = survivors_name;
        if (m_account.survivor != m_account.id && m_account.name && m_account.name != survivors_name) {
            say("name", fmt::format("{} is given up: the survivor's name stays", *m_account.name));
        }
        if (auto const renamed = staging::renaming_of(m_staging, m_plan.users.table, m_account.survivor)) {
            last = renamed->new_name;
            say("name", fmt::format("{} becomes {} ({}): {}", renamed->old_name, renamed->new_name, renamed->why.rule,
                                    renamed->why.reason));
        }
        for (auto const &other : staging::those_who_yield_to(m_staging, m_account.survivor)) {
            say("name", fmt::format("contested by {}, which {}", other.account,
                                    other.new_name.empty() ? "waits for an answer" : "becomes " + other.new_name));
        }
        auto const open = staging::open_name(m_staging, m_account.survivor);
        if (open.keeper) {
            say("name", fmt::format("contested: {} keeps it, and this person waits for an answer", *open.keeper));
        }
        say("name in the target", open.keeper || open.asked ? "undecided" : last.value_or("none"));
    }

    void tell_access()
    {
        for (auto const &access : staging::widened_access_of(m_staging, m_account.survivor)) {
            say("widened access",
                fmt::format("{} can be opened with {} of {}", access.account, access.key, access.origin));
        }
    }

    void tell_values()
    {
        for (auto const &value : staging::dropped_values_of(m_staging, m_plan.users.table, m_account)) {
            say("value not kept", fmt::format("{}: {} (kept: {}, by {})", value.column, value.dropped,
                                              value.kept.value_or("NULL"), value.rule));
        }
        auto const hidden = staging::read_not_shown(m_staging);
        staging::for_each_replaced(
            m_staging, m_account.source, m_plan.users.table, m_account.row, [&](staging::ReplacedValue const &value) {
                auto const shown = [&](auto const &one) {
                    return staging::shown_value(hidden, value.label, value.column, one).value_or("NULL");
                };
                say("value replaced",
                    fmt::format("{}: {} (by `set`: {})", value.column, shown(value.old_value), shown(value.new_value)));
            });
    }

    void tell_questions()
    {
        auto const own = staging::account_in_words(m_staging, m_account.id);
        for (auto const &question : staging::questions_about(m_staging, own)) {
            say("undecided",
                fmt::format("{} ({}): {}; {}", question.id, question.kind, question.claimants, question.evidence));
        }
        for (auto const &answer : staging::answers_about(m_staging, own)) {
            say("override", fmt::format("{} {}{}: {}{}", answer.id, answer.decision,
                                        answer.account.empty() ? "" : " (" + answer.account + ")", answer.state,
                                        answer.note.empty() ? "" : "; " + answer.note));
        }
    }

    /// What belongs to the account, table by table, and its new id.
    void tell_rows()
    {
        auto const sources = mapping::staged_sources(m_plan, m_staging);
        auto const target = staging::from_json(m_staging.property("target").value_or("{}"));
        auto mapping = mapping::map_sources(m_plan, sources, target);
        mapping::read_offsets(m_staging, mapping);
        auto const &own = sources.at(static_cast<std::size_t>(m_account.source));
        m_id = mapping::users_table(m_plan, own.name, own.schema).id;
        for (auto const &table : mapping) {
            for (auto const &source : table.sources) {
                if (source.source == m_account.source) {
                    tell_rows(table, source);
                }
            }
        }
    }

    void tell_rows(model::MappedTable const &table, model::MappedSource const &source)
    {
        std::set<std::string> listed_columns;
        for (auto const &key : source.references) {
            if (key.table == m_plan.users.table && key.columns.size() == 1 &&
                listed_columns.insert(key.columns.front()).second) {
                tell_rows(table, source, key.columns.front(), {key.table, key.referenced.front()}, {});
            }
        }
        for (auto const &column : source.columns) {
            for (auto const &reference : column.declared) {
                if (reference.holds == model::DeclaredReference::Holds::value &&
                    model::ids_of(reference, source.source) == source.source && !listed_columns.contains(column.name) &&
                    reference.chain.front().table == m_plan.users.table) {
                    tell_rows(table, source, column.name, reference.chain.front(), &reference);
                }
            }
        }
    }

    /// Rows whose `column` names this account; with `declared` only those for which that reference holds.
    void tell_rows(model::MappedTable const &table, model::MappedSource const &source, std::string const &column,
                   model::KeyColumn const &to, model::DeclaredReference const *declared)
    {
        auto const *const mapped = model::find_filled(source, column);
        if (mapped == nullptr || (to.column != m_id && to.column != m_plan.users.name)) {
            return;
        }
        auto const when = declared == nullptr ? std::string() : declared->when;
        auto const by_name = to.column != m_id;
        staging::ReferringColumn const referring{source.table_id, source.staged, table.target.label,
                                                 mapped->value,   when,          by_name};
        auto const place = fmt::format("{} ({}{})", table.target.label, column,
                                       when.empty() ? "" : " where " + m_plan.references.at(declared->position).when);
        auto const rows = staging::rows_of_account(m_staging, m_account.id, referring);
        if (rows.all > 0) {
            say("rows", fmt::format("{} in {}{}{}", rows.all, place,
                                    rows.folded > 0 ? fmt::format(", {} of them folded", rows.folded) : "",
                                    rows.left_out > 0 ? fmt::format(", {} left out", rows.left_out) : ""));
        }
        if (!mapped->replaced.empty()) {
            tell_replaced_rows(referring, *mapped, place);
        }
    }

    /// Rows that name this account in the source, until the plan's expression gives them another value.
    void tell_replaced_rows(staging::ReferringColumn referring, model::MappedColumn const &column,
                            std::string const &place)
    {
        referring.value = column.replaced;
        referring.when =
            (referring.when.empty() ? "" : "(" + referring.when + "\n) AND ") + staging::is_replaced(column);
        if (auto const rows = staging::rows_of_account(m_staging, m_account.id, referring).all; rows > 0) {
            say("rows replaced",
                fmt::format("{} in {}: `set` gives {} another value", rows, place, model::plural(rows, "it", "them")));
        }
    }

    plan::Plan const &m_plan;
    staging::Staging const &m_staging;
    staging::AccountRecord m_account;
    std::string m_new_id;
    std::string m_id; ///< the users' id column
    std::vector<StoryLine> m_story;
};

/// A word as somebody writes it who asks.
struct Subject {
    std::string source; ///< empty: not said
    std::string word;   ///< a name, or an id
    bool is_id = false;
};

Subject subject_of(plan::Plan const &plan, std::string const &subject)
{
    auto const slash = subject.find('/');
    auto const source = slash == std::string::npos ? std::string() : subject.substr(0, slash);
    auto const is_source =
        std::any_of(plan.sources.begin(), plan.sources.end(), [&](auto const &one) { return one.name == source; });
    Subject result{is_source ? source : "", is_source ? subject.substr(slash + 1) : subject};
    result.is_id = result.word.starts_with('#');
    return result;
}

model::Error not_found(plan::Plan const &plan, std::string const &subject, Subject const &said)
{
    if (!said.source.empty()) {
        return {model::Exit::usage, "source \"" + said.source + "\" has no account \"" + said.word + "\"",
                "`tributary report PLAN --what accounts` lists them all; accounts without a name are written " +
                    said.source + "/#id"};
    }
    auto const slash = subject.find('/');
    if (slash == std::string::npos) {
        return {model::Exit::usage,
                "no account has the name or the id \"" + subject + "\", in a source or in the target",
                "`tributary report PLAN --what accounts` lists them all"};
    }
    std::vector<std::string> names;
    for (auto const &one : plan.sources) {
        names.push_back(one.name);
    }
    auto const source = subject.substr(0, slash);
    return {model::Exit::usage, "source \"" + source + "\" does not exist",
            model::did_you_mean(source, names) + "\nsuch as " + names.front() + "/alice, or " + names.front() +
                "/#12 by its id"};
}

/// The accounts that the subject may mean: of a source by their name there, or by their id; without a source by what
/// they are called in the target too.
std::vector<model::AccountFact> accounts_meant(model::Facts const &facts, Subject const &said)
{
    auto found = facts.accounts_with(said.word);
    if (said.source.empty()) {
        if (found.empty() && said.is_id) {
            found = facts.accounts_with(said.word.substr(1));
            std::erase_if(found,
                          [id = said.word.substr(1)](auto const &one) { return one.old_id != id && one.new_id != id; });
        }
        return found;
    }
    std::erase_if(found, [&](auto const &one) { return one.source != said.source || one.old_name != said.word; });
    if (found.empty() && said.is_id) {
        found = facts.accounts_with(said.word.substr(1));
        std::erase_if(found,
                      [&](auto const &one) { return one.source != said.source || one.old_id != said.word.substr(1); });
    }
    return found;
}

} // namespace

std::vector<StoryLine> explain(plan::Plan const &plan, std::string const &subject)
{
    return job::guarded(plan, [&] {
        auto const facts = steps::facts(plan);
        auto const said = subject_of(plan, subject);
        auto const found = accounts_meant(*facts, said);
        if (found.empty()) {
            throw not_found(plan, subject, said);
        }
        auto const is_same_person = [&](auto const &one) { return one.survivor == found.front().survivor; };
        std::vector<StoryLine> story;
        if (said.source.empty() && !std::all_of(found.begin(), found.end(), is_same_person)) {
            for (auto const &one : found) {
                story.push_back(
                    {"could be", fmt::format("{}, id {} in its source: {} in the target, id {}", one.account,
                                             one.old_id, one.new_name.value_or("no name"), one.new_id)});
            }
            return story;
        }
        auto const staging = job::open_decided(plan);
        for (auto const &one : found) {
            for (auto const id : staging::accounts_with_id(staging, one.source, one.old_id)) {
                auto lines = Explainer(plan, staging, {id, one.new_id}).tell();
                std::move(lines.begin(), lines.end(), std::back_inserter(story));
            }
        }
        return story;
    });
}

} // namespace tributary::steps
