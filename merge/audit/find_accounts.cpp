#include "merge/audit/audit.hpp"
#include "merge/audit/audited.hpp"
#include "merge/audit/origins.hpp"
#include "merge/audit/queries.hpp"
#include "merge/model/error.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace tributary::audit {
namespace {

using Words = std::vector<std::string>;

bool holds(Words const &list, std::optional<std::string> const &word)
{
    return word && std::find(list.begin(), list.end(), *word) != list.end();
}

/// Without the # that says that it is an id; nothing if there is none.
Words id_after_mark(std::string const &word)
{
    return word.size() > 1 && word.front() == '#' ? Words{word.substr(1)} : Words{};
}

/// A word as somebody who asks writes it.
struct Asked {
    Subject any;    ///< the word as a name or an id
    Subject source; ///< what follows `source/`; without a source if it begins otherwise
};

Asked asked_by(std::string const &word, Words const &sources)
{
    Asked asked;
    asked.any.names = {word};
    asked.any.ids = id_after_mark(word);
    if (!word.empty()) {
        asked.any.ids.push_back(word);
    }
    auto const slash = word.find('/');
    if (slash != std::string::npos && holds(sources, word.substr(0, slash))) {
        auto const rest = word.substr(slash + 1);
        asked.source = {word.substr(0, slash), {rest}, id_after_mark(rest)};
    }
    return asked;
}

/// Ids in the target, and whose they were.
struct Account {
    std::string source;
    std::string id;
};
using NewIds = std::map<std::string, Account>;

class Search {
public:
    Search(databases::Target &target, model::Engine engine, RunRecord const &run, std::string const &word)
        : m_target(target), m_queries(engine, run.users), m_origins(target, m_queries), m_run(run), m_word(word),
          m_asked(asked_by(word, m_origins.sources()))
    {
    }

    FoundAccounts search()
    {
        find_in_record(m_asked.any);
        if (!m_asked.source.source.empty()) {
            find_in_record(m_asked.source);
        }
        compute_ids();
        find_users();
        if (!m_with_events.empty()) {
            read_events();
        }
        std::move(m_unchanged.begin(), m_unchanged.end(), std::back_inserter(m_found.accounts));
        return std::move(m_found);
    }

private:
    void find_in_record(Subject const &subject)
    {
        for (auto const &row : m_target.query(m_queries.ids_in_record(subject))) {
            m_with_events.insert(row.front().value_or(""));
        }
    }

    /// Which ids of the target accounts that nothing happened to can have, by those in their source.
    void compute_ids()
    {
        auto const add = [&](std::string const &source, Words const &ids, NewIds &new_ids) {
            for (auto const &id : ids) {
                if (auto const new_id = m_origins.new_id(source, id); new_id && !m_with_events.contains(*new_id)) {
                    new_ids[*new_id] = {source, id};
                }
            }
        };
        for (auto const &source : m_origins.sources_of_users()) {
            add(source, m_asked.any.ids, m_ids_of_any);
        }
        add(m_asked.source.source, m_asked.source.ids, m_ids_of_source);
    }

    void find_users()
    {
        auto words = m_asked.any.names;
        words.insert(words.end(), m_asked.source.names.begin(), m_asked.source.names.end());
        auto ids = m_asked.any.ids;
        for (auto const *const computed : {&m_ids_of_any, &m_ids_of_source}) {
            for (auto const &[id, account] : *computed) {
                ids.push_back(id);
            }
        }
        auto const users = m_target.try_query(m_queries.users_with(words, ids));
        if (!users && m_with_events.empty()) {
            throw model::Error(model::Exit::failed,
                               "the record has no event of \"" + m_word + "\", and the users table \"" +
                                   m_run.users.table + "\" cannot be read",
                               "let this user read it; a table that was renamed since has to get its name back");
        }
        auto const known = m_with_events;
        std::set<std::string> there;
        for (auto const &row : users ? *users : databases::Answer{}) {
            auto const id = row.at(0).value_or("");
            there.insert(id);
            if (!known.contains(id)) {
                add_user(id, row.at(1), !known.empty());
            }
        }
        if (users) {
            name_gone(there);
        }
    }

    /// An account of today that is asked about by its name of today, or by an id.
    void add_user(std::string const &id, std::optional<std::string> const &name, bool others_are_known)
    {
        auto origin = m_origins.of(id);
        auto const has_events = !m_target.query(m_queries.events(false, Queries::of_ids({id}))).empty();
        auto const is_named = holds(m_asked.any.names, name) || holds(m_asked.any.ids, id) || m_ids_of_any.contains(id);
        if (!is_named && !may_be_of_source(id, origin, others_are_known)) {
            return;
        }
        if (has_events) {
            m_with_events.insert(id);
            return;
        }
        AuditedAccount account;
        account.event.new_id = id;
        account.event.source = origin.source;
        account.event.old_id = origin.old_id;
        account.name_today = name;
        account.state = origin.is_made_since ? State::made_since : State::unknown;
        m_unchanged.push_back(std::move(account));
    }

    /// Of an account whose source nothing says, only where the record knows no other.
    bool may_be_of_source(std::string const &id, Origin const &origin, bool others_are_known)
    {
        auto const recorded = m_target.query(m_queries.source_of(id));
        auto const source = recorded.empty() ? origin.source : recorded.front().front().value_or("");
        return source.empty() ? !origin.is_made_since && !others_are_known : source == m_asked.source.source;
    }

    void name_gone(std::set<std::string> const &there)
    {
        for (auto const *const computed : {&m_ids_of_any, &m_ids_of_source}) {
            for (auto const &[id, account] : *computed) {
                if (m_origins.has_range(account.source) && !there.contains(id)) {
                    m_found.gone.push_back("if " + account.source + "/#" + account.id +
                                           " was loaded, it has been deleted since: no account has its id, " + id);
                }
            }
        }
    }

    /// By account, in the order of their first events.
    void read_events()
    {
        std::vector<std::vector<AuditedAccount>> by_account;
        std::map<std::string, std::size_t> places;
        read_accounts(m_target, m_queries, Queries::of_ids({m_with_events.begin(), m_with_events.end()}),
                      [&](AuditedAccount const &one) {
                          auto const [place, is_new] = places.emplace(one.event.new_id, by_account.size());
                          if (is_new) {
                              by_account.emplace_back();
                          }
                          by_account[place->second].push_back(one);
                      });
        for (auto &events : by_account) {
            std::move(events.begin(), events.end(), std::back_inserter(m_found.accounts));
        }
    }

    databases::Target &m_target;
    Queries m_queries;
    Origins m_origins;
    RunRecord const &m_run;
    std::string const &m_word;
    Asked m_asked;
    std::set<std::string> m_with_events; ///< ids in the target
    NewIds m_ids_of_any;
    NewIds m_ids_of_source;
    std::vector<AuditedAccount> m_unchanged;
    FoundAccounts m_found;
};

} // namespace

FoundAccounts find_accounts(databases::Target &target, model::Engine engine, RunRecord const &run,
                            std::string const &word)
{
    return Search(target, engine, run, word).search();
}

} // namespace tributary::audit
