#include "merge/steps/decide_accounts.hpp"

#include "merge/identity/access.hpp"
#include "merge/identity/identities.hpp"
#include "merge/identity/people.hpp"
#include "merge/model/expect_found.hpp"
#include "merge/model/words.hpp"
#include "merge/name_collisions/following.hpp"
#include "merge/name_collisions/listed_look_alikes.hpp"
#include "merge/name_collisions/new_names.hpp"
#include "merge/staging/account_decisions.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/merged.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>

namespace tributary::steps {
namespace {

using model::AccountIndex;

/// Writes what was found out about accounts into staging, in its terms: sources and rows.
class Writer {
public:
    Writer(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
           identity::Accounts const &accounts, identity::Access const &access, identity::People const &people)
        : m_job(job), m_staging(staging), m_mapping(mapping), m_accounts(accounts), m_access(access), m_people(people),
          m_writer(staging), m_accounts_writer(staging), m_keys(job.plan.users.keys),
          m_survivors(identity::survivors(people.identities, accounts.list().size()))
    {
    }

    void write(std::vector<name_collisions::NameDecision> const &names)
    {
        write_matches();
        write_identities();
        write_names(names);
        write_widened_access();
        write_possible_matches();
        name_collisions::list_look_alikes(m_job, m_staging, m_accounts, m_people, names, m_accounts_writer);
        m_accounts_writer.finish();
        for (auto const &question : m_people.questions) {
            m_writer.conflict(question);
        }
        fold_doubled_keys();
    }

private:
    /// The operator's reason, and what the two have in common.
    std::string evidence(model::Match const &match) const
    {
        auto const reason = m_people.operator_reason(match);
        auto const common = m_accounts.evidence(match);
        return reason + (reason.empty() || common.empty() ? "" : "; ") + common;
    }

    void write_matches()
    {
        for (auto const &match : m_people.matches) {
            m_accounts_writer.add_match(match.first, match.second, match.rule, evidence(match));
        }
    }

    void write_identities()
    {
        // why an account is in its identity: its first match with another account of it
        std::vector<model::Match const *> reason(m_accounts.list().size(), nullptr);
        for (auto const &match : m_people.matches) {
            if (m_survivors[match.first] == m_survivors[match.second]) {
                reason[match.second] = reason[match.second] == nullptr ? &match : reason[match.second];
                reason[match.first] = reason[match.first] == nullptr ? &match : reason[match.first];
            }
        }
        staging::FoldWriter folds(m_staging);
        for (AccountIndex account = 0; account < m_survivors.size(); ++account) {
            auto const survivor = m_survivors[account];
            if (account != survivor) {
                m_accounts_writer.add_merge(account, survivor);
                auto const &match = *reason[account];
                auto const &folded = m_accounts.list()[account];
                auto const &onto = m_accounts.list()[survivor];
                folds.fold(m_accounts.users[folded.source], folded.row, m_accounts.users[onto.source], onto.row,
                           match.rule, evidence(match));
            }
        }
        folds.finish();
    }

    void write_names(std::vector<name_collisions::NameDecision> const &names)
    {
        for (auto const &decision : names) {
            if (decision.account != decision.keeper) {
                m_accounts_writer.add_collision(decision.contested, decision.keeper, decision.account,
                                                decision.new_name);
            }
            if (decision.new_name) {
                auto const &account = m_accounts.list()[decision.account];
                m_accounts_writer.add_renamed(decision.account);
                m_writer.rename(m_accounts.users[account.source], account.row, *decision.new_name, decision.rule,
                                decision.reason);
            }
        }
    }

    /// Who can log in where they could not before.
    void write_widened_access()
    {
        for (auto const &identity : m_people.identities) {
            auto const is_held = m_people.held.contains(identity.accounts.front());
            for (auto const &widened : m_access.widened_by(identity, is_held)) {
                m_accounts_writer.add_widened_access(widened.gains, widened.by, widened.origin);
            }
        }
        m_access.hold(m_people.identities, m_people.held);
    }

    /// Each two identities that hold a key, by their first accounts that do. Of a key that very many hold, the first of
    /// them with each of the others, and how many there are. In memory are the pairs of one identity at a time.
    /// O(holders + pairs).
    void write_possible_matches()
    {
        auto const holders = holders_of_keys();
        std::vector<Held> held;
        for (model::KeyId key = 0; key < holders.size(); ++key) {
            for (auto const account : holders[key]) {
                if (holders[key].size() > 1) {
                    held.push_back({m_survivors[account], key, account});
                }
            }
        }
        std::sort(held.begin(), held.end());
        std::map<AccountIndex, PossibleMatch> others; // by their identity
        for (auto entry = held.begin(); entry != held.end(); ++entry) {
            add_possible_matches(*entry, holders[entry->key], others);
            auto const next = std::next(entry);
            if (next == held.end() || next->identity != entry->identity) {
                for (auto const &[other, match] : others) {
                    auto const evidence = m_accounts.evidence({match.first, match.second, {}});
                    m_accounts_writer.add_possible_match(match.first, match.second, evidence + match.remark);
                }
                others.clear();
            }
        }
    }

    /// A key of an identity, and the first of its accounts that has it.
    struct Held {
        AccountIndex identity = 0;
        model::KeyId key = 0;
        AccountIndex account = 0;

        auto operator<=>(Held const &) const = default;
    };

    struct PossibleMatch {
        AccountIndex first = 0;
        AccountIndex second = 0;
        std::string remark;

        auto operator<=>(PossibleMatch const &) const = default;
    };

    /// By the number of each key, one account of each identity that holds it, in the order of the accounts.
    std::vector<std::vector<AccountIndex>> holders_of_keys() const
    {
        auto const &list = m_accounts.list();
        std::vector<std::vector<AccountIndex>> holders(m_accounts.population.keys.size() + 1);
        for (AccountIndex account = 0; account < list.size(); ++account) {
            for (auto const key : list[account].keys) {
                holders[key].push_back(account);
            }
        }
        for (auto &all : holders) {
            std::set<AccountIndex> seen;
            std::erase_if(all, [&](auto account) { return !seen.insert(m_survivors[account]).second; });
        }
        return holders;
    }

    /// Those of one identity with the later ones among the holders of a key.
    void add_possible_matches(Held const &held, std::vector<AccountIndex> const &holders,
                              std::map<AccountIndex, PossibleMatch> &others) const
    {
        auto const are_many = holders.size() > most_in_pairs;
        auto const remark = are_many ? fmt::format("; {} accounts share a key", holders.size()) : std::string();
        std::span<AccountIndex const> const all(holders);
        auto const listed = are_many && held.account != holders.front() ? all.first(1) : all;
        for (auto const other : listed) {
            if (m_survivors[other] <= held.identity) {
                continue;
            }
            PossibleMatch match{std::min(held.account, other), std::max(held.account, other), remark};
            auto const [known, is_new] = others.emplace(m_survivors[other], match);
            if (!is_new) {
                known->second = std::min(known->second, match);
            }
        }
    }

    /// The same key on several accounts of one identity: the survivor's row stays, or else that of the first account.
    /// A row that several users may share, or that holds two keys, is left to the unique keys of its table.
    void fold_doubled_keys()
    {
        struct Fold {
            std::int64_t table;
            std::int64_t row;
            std::int64_t survivor_table;
            std::int64_t survivor_row;

            auto operator<=>(Fold const &) const = default;
        };
        auto const &rows = m_accounts.population.key_rows;
        std::vector<Fold> folds;
        for (auto const &identity : m_people.identities) {
            if (identity.accounts.size() < 2) {
                continue;
            }
            std::map<model::KeyId, model::HeldKey> first;
            for (auto const account : identity.accounts) {
                auto row = std::lower_bound(rows.begin(), rows.end(), model::HeldKey{account, 0, 0, 0});
                while (row != rows.end() && row->account == account) {
                    auto const end = std::find_if(row, rows.end(), [&](auto const &one) {
                        return one.account != account || one.key != row->key;
                    });
                    auto const known = first.find(row->key);
                    if (!plan::is_one_key_a_row(m_job.plan, m_keys[row->table])) {
                        row = end;
                        continue;
                    }
                    if (known == first.end()) {
                        first.emplace(row->key, model::HeldKey{account, row->key, least({row, end}), row->table});
                    } else {
                        for (; row != end; ++row) {
                            folds.push_back({table_of(*row), row->row, table_of(known->second), known->second.row});
                        }
                    }
                    row = end;
                }
            }
        }
        std::sort(folds.begin(), folds.end()); // the table's own order
        staging::FoldWriter writer(m_staging);
        for (auto const &fold : folds) {
            writer.fold(fold.table, fold.row, fold.survivor_table, fold.survivor_row, "same-key-row",
                        "the merged account holds this key already");
        }
        writer.finish();
    }

    /// The staged table that the key's row is in.
    std::int64_t table_of(model::HeldKey const &row) const
    {
        return m_accounts.keys[m_accounts.list()[row.account].source][row.table];
    }

    /// Of several rows that give an account one key, the one with the least id, however they are stored.
    std::int64_t least(std::span<model::HeldKey const> rows) const
    {
        if (rows.size() == 1) {
            return rows.front().row;
        }
        auto const &label = m_keys[rows.front().table].table;
        auto const &table = model::expect_found(
            m_mapping, [&](auto const &mapped) { return mapped.target.label == label; }, "table", label);
        auto const number = m_accounts.list()[rows.front().account].source;
        auto const &source = model::expect_found(
            table.sources, [&](auto const &mapped) { return mapped.source == number; }, "source of table", label);
        std::vector<std::int64_t> numbers;
        for (auto const &row : rows) {
            numbers.push_back(row.row);
        }
        return staging::first_by_primary_key(m_staging, table, source, numbers);
    }

    static constexpr std::size_t most_in_pairs = 1000; ///< beyond it the pairs would be millions

    job::Job const &m_job;
    staging::Staging const &m_staging;
    model::Mapping const &m_mapping;
    identity::Accounts const &m_accounts;
    identity::Access const &m_access;
    identity::People const &m_people;
    staging::DecisionWriter m_writer;
    staging::AccountDecisionWriter m_accounts_writer;
    std::vector<plan::KeysPlan> const &m_keys;
    std::vector<AccountIndex> m_survivors; ///< of each account
};

/// Columns in which a person's accounts differ, and of which neither name nor values say that somebody has to decide.
void warn_of_differing(job::Job const &job, identity::People const &people)
{
    std::string columns;
    for (auto const &[column, count] : people.differing) {
        columns += (columns.empty() ? "" : ", ") + column + " (" + model::counted(count, "person", "people") + ")";
    }
    if (!columns.empty()) {
        job.progress.warn("resolve: merged accounts differ in " + columns +
                          ": the survivor's value stays, see `tributary report PLAN --what dropped_values`; if one of "
                          "these says what an account may do, name it in `privileges` or in `survivorship`");
    }
}

} // namespace

std::vector<identity::SettledPrivilege> decide_accounts(job::Job const &job, staging::Staging const &staging,
                                                        identity::Accounts &accounts, model::Mapping const &mapping,
                                                        name_collisions::Contest const &contest,
                                                        answers::Answers &answers)
{
    identity::PeopleDecider decider(job, staging, accounts, mapping, answers);
    auto people = decider.decide();
    auto names = name_collisions::decide_names(job, staging, accounts, mapping, people, contest, answers);
    while (decider.join(names.joins)) {
        people = decider.decide();
        names = name_collisions::decide_names(job, staging, accounts, mapping, people, contest, answers);
    }
    for (auto &questions : {names.questions, decider.contradictions(people)}) {
        people.questions.insert(people.questions.end(), questions.begin(), questions.end());
    }
    Writer(job, staging, mapping, accounts, decider.access(), people).write(names.decisions);
    warn_of_differing(job, people);
    name_collisions::follow_new_names(job, staging, mapping);
    return people.settled_privileges;
}

} // namespace tributary::steps
