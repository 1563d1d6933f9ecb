#include "merge/job/guarded.hpp"
#include "merge/job/loaded.hpp"
#include "merge/mapping/map_sources.hpp"
#include "merge/mapping/users.hpp"
#include "merge/model/nearest.hpp"
#include "merge/staging/catalogue.hpp"
#include "merge/staging/facts.hpp"
#include "merge/steps/steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace tributary::steps {
namespace {

using databases::sqlite::Statement;

/// Asks the staging file about one account.
class Explainer {
public:
    Explainer(plan::Plan const &plan, staging::Staging const &staging, std::int64_t account)
        : m_plan(plan), m_staging(staging), m_account(account)
    {
        auto row = ask("SELECT a.source, a.row, a.old_id, a.name, coalesce(m.survivor, a.id) FROM account AS a "
                       "LEFT JOIN merged_account AS m ON m.account = a.id WHERE a.id = ?1");
        row.step();
        m_source = row.integer(0);
        m_row = row.integer(1);
        m_old_id = row.text(2);
        m_name = row.optional_text(3);
        m_survivor = row.integer(4);
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
    static constexpr char const *called =
        "(SELECT s.name || '/' || CASE WHEN coalesce(p.name, '') = '' THEN '#' || p.old_id ELSE p.name END "
        "FROM account AS p JOIN source AS s ON s.id = p.source WHERE p.id = {})";

    static std::string named(char const *id) { return fmt::format(fmt::runtime(called), id); }

    /// A query whose ?1 is the account.
    Statement ask(std::string const &sql) const
    {
        auto statement = m_staging.database().prepare(sql);
        statement.bind(1, m_account);
        return statement;
    }

    void say(std::string topic, std::string text) { m_story.push_back({std::move(topic), std::move(text)}); }

    std::string name_of(std::int64_t account) const
    {
        return m_staging.database().value("SELECT " + named(std::to_string(account).c_str())).value_or("");
    }

    void tell_account()
    {
        say("account", fmt::format("{}, id {} there", name_of(m_account), m_old_id));
        auto const is_survivor = m_survivor == m_account;
        auto others = m_staging.database().prepare(
            "SELECT " + named("i.account") + " FROM merged_account AS i WHERE i.survivor = ?1 ORDER BY i.account");
        others.bind(1, m_survivor);
        std::string merged;
        while (others.step()) {
            merged += (merged.empty() ? "" : ", ") + others.text(0);
        }
        say("identity", merged.empty() ? "on its own"
                        : is_survivor  ? "the survivor of a merge with " + merged
                                       : fmt::format("merged into {}; merged there: {}", name_of(m_survivor), merged));
        auto decision = m_staging.database().prepare(
            "SELECT d.rule, d.reason FROM decision AS d JOIN staged_table AS t ON t.id = d.table_id WHERE t.label = ?1 AND "
            "t.source = ?2 AND d.row = ?3 AND d.action = 'fold'");
        decision.bind(1, std::string_view(m_plan.users.table)).bind(2, m_source).bind(3, m_row);
        if (decision.step()) {
            say("why", fmt::format("{}: {}", decision.text(0), decision.text(1)));
        }
    }

    void tell_keys()
    {
        auto keys = ask("SELECT shown, fingerprint IS NULL FROM account_key WHERE account = ?1 ORDER BY shown");
        bool any = false;
        while (keys.step()) {
            any = true;
            say(keys.integer(1) != 0 ? "malformed key" : "key", keys.text(0));
        }
        if (!any) {
            say("key", "none");
        }
    }

    void tell_matches()
    {
        auto matches =
            ask("SELECT rule, evidence, " + named("m.other") +
                ", coalesce((SELECT survivor FROM merged_account WHERE account = m.other), m.other) FROM (SELECT "
                "second AS other, rule, evidence FROM match WHERE first = ?1 UNION ALL SELECT first, rule, evidence "
                "FROM match WHERE second = ?1) AS m ORDER BY m.other");
        while (matches.step()) {
            auto const joined = matches.integer(3) == m_survivor;
            say(joined ? "match" : "match, not merged",
                fmt::format("{} by {} ({})", matches.text(2), matches.text(0), matches.text(1)));
        }
    }

    /// Accounts with the same name or a key in common that no rule joined.
    void tell_near_misses()
    {
        constexpr char const *apart =
            " AND a.id <> ?1 AND NOT EXISTS (SELECT 1 FROM match WHERE (first = ?1 AND second = a.id) OR (first = a.id AND second = ?1))";
        auto keys = ask(
            "SELECT " + named("a.id") +
            ", min(theirs.shown) FROM account_key AS own JOIN account_key AS theirs ON "
            "theirs.fingerprint = own.fingerprint JOIN account AS a ON a.id = theirs.account WHERE own.account = ?1" +
            std::string(apart) + " GROUP BY a.id ORDER BY a.id");
        while (keys.step()) {
            say("near miss",
                fmt::format("{} has the key {} too: possibly the same person, but no rule of the plan joins them",
                            keys.text(0), keys.text(1)));
        }
        if (!m_name || m_name->empty()) {
            say("near miss", "no name, so no rule that asks for a name can match it");
            return;
        }
        auto names = ask(
            "SELECT " + named("a.id") +
            ", EXISTS (SELECT 1 FROM account_key AS own JOIN account_key AS theirs ON theirs.fingerprint = "
            "own.fingerprint WHERE own.account = ?1 AND theirs.account = a.id) FROM account AS a WHERE (a.name = ?2 "
            "COLLATE NOCASE OR a.id IN (SELECT keeps FROM collision WHERE gives_up = ?1 UNION SELECT gives_up FROM "
            "collision WHERE keeps = ?1))" +
            std::string(apart) + " ORDER BY a.id");
        names.bind(2, std::string_view(*m_name));
        while (names.step()) {
            if (names.integer(1) == 0) {
                say("near miss", fmt::format("{} has the same name, but no key in common", names.text(0)));
            }
        }
    }

    void tell_name()
    {
        auto renamed = m_staging.database().prepare(
            "SELECT a.id, a.name, d.new_name, d.rule, d.reason FROM renamed AS r JOIN account AS a ON a.id = r.account JOIN "
            "staged_table AS t ON t.source = a.source AND t.label = ?2 JOIN decision AS d ON d.table_id = t.id AND d.row = a.row "
            "WHERE r.account = ?1");
        renamed.bind(1, m_survivor).bind(2, std::string_view(m_plan.users.table));
        auto const survivors_name =
            m_staging.database().value("SELECT name FROM account WHERE id = " + std::to_string(m_survivor));
        auto last = survivors_name;
        if (m_survivor != m_account && m_name && m_name != survivors_name) {
            say("name", fmt::format("{} is given up: the survivor's name stays", *m_name));
        }
        if (renamed.step()) {
            last = renamed.text(2);
            say("name",
                fmt::format("{} becomes {} ({}): {}", renamed.text(1), *last, renamed.text(3), renamed.text(4)));
        }
        auto kept = m_staging.database().prepare("SELECT " + named("c.gives_up") +
                                                 ", coalesce(c.new_name, '') FROM collision AS c "
                                                 "WHERE c.keeps = ?1 ORDER BY c.gives_up");
        kept.bind(1, m_survivor);
        while (kept.step()) {
            say("name", fmt::format("contested by {}, which {}", kept.text(0),
                                    kept.text(1).empty() ? "waits for an answer" : "becomes " + kept.text(1)));
        }
        auto waiting =
            m_staging.database().prepare("SELECT (SELECT " + named("c.keeps") +
                                         " FROM collision AS c WHERE gives_up = ?1 AND new_name IS NULL), "
                                         "EXISTS (SELECT 1 FROM conflict WHERE kind = 'name' AND account = " +
                                         named("?1") + ")");
        waiting.bind(1, m_survivor);
        waiting.step();
        auto const keeper = waiting.optional_text(0);
        if (keeper) {
            say("name", fmt::format("contested: it is kept by {}, and this person waits for an answer", *keeper));
        }
        say("name in the target", keeper || waiting.integer(1) != 0 ? "undecided" : last.value_or("none"));
    }

    void tell_access()
    {
        auto access = m_staging.database().prepare(
            "SELECT " + named("w.account") + ", w.key, " + named("w.origin") +
            " FROM widened_access AS w LEFT JOIN merged_account AS m ON m.account = w.account WHERE "
            "coalesce(m.survivor, w.account) = ?1 ORDER BY w.account, w.key");
        access.bind(1, m_survivor);
        while (access.step()) {
            say("widened access",
                fmt::format("{} can be entered with {} of {}", access.text(0), access.text(1), access.text(2)));
        }
    }

    void tell_values()
    {
        auto values = m_staging.database().prepare(
            "SELECT d.\"column\", d.dropped, d.kept, d.rule FROM dropped_value AS d JOIN staged_table AS t ON t.id = d.table_id "
            "WHERE t.label = ?1 AND t.source = ?2 AND d.row = ?3 ORDER BY 1");
        values.bind(1, std::string_view(m_plan.users.table)).bind(2, m_source).bind(3, m_row);
        while (values.step()) {
            say("value not kept", fmt::format("{}: {} (what stays: {}, by {})", values.text(0), values.text(1),
                                              values.optional_text(2).value_or("NULL"), values.text(3)));
        }
    }

    void tell_questions()
    {
        auto const own = name_of(m_account);
        auto const concerns_it =
            std::string("(account = ?1 OR instr(' ' || replace(claimants, '=', ' ') || ' ', ' ' || ?1 || ' ') > 0)");
        auto conflicts = m_staging.database().prepare("SELECT id, kind, evidence, claimants FROM conflict WHERE " +
                                                      concerns_it + " ORDER BY id");
        conflicts.bind(1, std::string_view(own));
        while (conflicts.step()) {
            say("undecided", fmt::format("{} ({}): {}; {}", conflicts.text(0), conflicts.text(1), conflicts.text(3),
                                         conflicts.text(2)));
        }
        auto answers = m_staging.database().prepare(
            "SELECT coalesce(nullif(id, ''), kind), decision, state, note, CASE WHEN account = ?1 THEN '' ELSE account END FROM override WHERE " +
            concerns_it + " ORDER BY place");
        answers.bind(1, std::string_view(own));
        while (answers.step()) {
            say("override", fmt::format("{} {}{}: {}{}", answers.text(0), answers.text(1),
                                        answers.text(4).empty() ? "" : " (" + answers.text(4) + ")", answers.text(2),
                                        answers.text(3).empty() ? "" : "; " + answers.text(3)));
        }
    }

    /// What belongs to the account, table by table, and its new id.
    void tell_rows()
    {
        auto const sources = mapping::staged_sources(m_plan, m_staging);
        auto const target = staging::from_json(m_staging.property("target").value_or("{}"));
        auto mapping = mapping::map_sources(m_plan, sources, target);
        mapping::read_offsets(m_staging, mapping);
        auto const &own = sources.at(static_cast<std::size_t>(m_source));
        m_id = mapping::users_table(m_plan, own.name, own.schema).id;
        for (auto const &table : mapping) {
            for (auto const &source : table.sources) {
                if (source.source == m_source) {
                    tell_rows(table, source);
                }
            }
        }
    }

    void tell_rows(model::MappedTable const &table, model::MappedSource const &source)
    {
        std::set<std::string> told;
        for (auto const &key : source.references) {
            if (key.table == m_plan.users.table && key.columns.size() == 1 && told.insert(key.columns.front()).second) {
                tell_rows(table, source, key.columns.front(), {key.table, key.referenced.front()}, {});
            }
        }
        for (auto const &column : source.columns) {
            for (auto const &reference : column.declared) {
                if (reference.holds == model::DeclaredReference::Holds::value && !told.contains(column.name) &&
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
        auto const label = model::sql_name(table.target.label);
        auto const when = declared == nullptr || declared->when.empty() ? "" : " AND (" + declared->when + "\n)";
        auto rows = ask("SELECT count(*), count(*) FILTER (WHERE d.action = 'fold'), count(*) FILTER (WHERE d.action = "
                        "'leave_out') FROM " +
                        model::sql_name(source.staged) + " AS " + label +
                        " LEFT JOIN (SELECT row, table_id, action FROM decision) AS d ON d.table_id = " +
                        std::to_string(source.table_id) + " AND d.row = " + label + ".\"#\" WHERE CAST(" +
                        mapped->value + " AS TEXT) = (SELECT CAST(" + (to.column == m_id ? "old_id" : "name") +
                        " AS TEXT) FROM account WHERE id = ?1)" + when);
        if (rows.step() && rows.integer(0) > 0) {
            say("rows",
                fmt::format("{} in {} ({}{}), {} of them folded{}", rows.integer(0), table.target.label, column,
                            when.empty() ? "" : " where " + m_plan.references.at(declared->place).when, rows.integer(1),
                            rows.integer(2) > 0 ? fmt::format(", {} left out", rows.integer(2)) : ""));
        }
    }

    plan::Plan const &m_plan;
    staging::Staging const &m_staging;
    std::int64_t m_account;
    std::int64_t m_source = 0;
    std::int64_t m_row = 0;
    std::string m_old_id;
    std::string m_id; ///< the users' id column
    std::optional<std::string> m_name;
    std::int64_t m_survivor = 0;
    std::vector<StoryLine> m_story;
};

/// The accounts that `subject` means: several where a service has a name twice.
std::vector<std::int64_t> accounts_called(plan::Plan const &plan, staging::Staging const &staging,
                                          std::string const &subject)
{
    auto const slash = subject.find('/');
    auto const source = subject.substr(0, slash);
    std::vector<std::string> names;
    for (auto const &one : plan.sources) {
        names.push_back(one.name);
    }
    if (slash == std::string::npos || std::find(names.begin(), names.end(), source) == names.end()) {
        throw model::Error(model::Exit::usage,
                           slash == std::string::npos ? "\"" + subject + "\" is no account: it is written source/name"
                                                      : "there is no source \"" + source + "\"",
                           model::did_you_mean(source, names) + "\nsuch as " + names.front() + "/alice, or " +
                               names.front() + "/#12 by its id");
    }
    auto const name = subject.substr(slash + 1);
    auto const by_id = name.starts_with('#');
    std::vector<std::int64_t> found;
    for (auto const *const column : {"a.name", "CAST(a.old_id AS TEXT)"}) {
        auto const id = std::string_view(column) != "a.name";
        if (id && (!by_id || !found.empty())) {
            continue;
        }
        auto rows =
            staging.database().prepare(std::string("SELECT a.id FROM account AS a JOIN source AS s ON s.id = a.source "
                                                   "WHERE s.name = ?1 AND ") +
                                       column + " = ?2 ORDER BY a.id");
        auto const wanted = id ? name.substr(1) : name;
        rows.bind(1, std::string_view(source)).bind(2, std::string_view(wanted));
        while (rows.step()) {
            found.push_back(rows.integer(0));
        }
    }
    if (found.empty()) {
        throw model::Error(
            model::Exit::usage, "source \"" + source + "\" has no account \"" + name + "\"",
            "`tributary report PLAN --what accounts` lists them all; accounts without a name are written " + source +
                "/#id");
    }
    return found;
}

} // namespace

std::vector<StoryLine> explain(plan::Plan const &plan, std::string const &subject)
{
    return job::guarded(plan, [&] {
        auto const staging = staging::Staging::open(plan.staging, plan.name, false);
        if (!staging.property("digest")) {
            throw job::not_resolved(plan);
        }
        std::vector<StoryLine> story;
        for (auto const account : accounts_called(plan, staging, subject)) {
            auto lines = Explainer(plan, staging, account).tell();
            std::move(lines.begin(), lines.end(), std::back_inserter(story));
        }
        return story;
    });
}

} // namespace tributary::steps
