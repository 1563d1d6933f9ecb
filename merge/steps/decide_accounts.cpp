#include "merge/steps/decide_accounts.hpp"

#include "merge/resolve/identities.hpp"
#include "merge/resolve/names.hpp"
#include "merge/staging/accounts.hpp"
#include "merge/staging/decisions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tributary::steps {
namespace {

using model::AccountIndex;

/// Writes what was found out about accounts into staging, in its terms: sources and rows.
class Decider {
public:
    Decider(Job const &job, staging::Staging const &staging, std::vector<staging::StagedSource> const &sources,
            model::Mapping const &mapping)
        : m_job(job), m_staging(staging), m_writer(staging), m_accounts(staging::read_accounts(staging))
    {
        for (auto const &source : sources) {
            m_sources.push_back(source.name);
            m_users.push_back(table_id(source, job.plan.users.table));
            m_keys.push_back(job.plan.users.keys ? table_id(source, job.plan.users.keys->table) : 0);
        }
        for (auto const &table : mapping) {
            if (!table.name_column.empty()) {
                m_max_length = model::find_column(table.target, table.name_column)->max_length;
            }
        }
    }

    void run()
    {
        auto const matches = find_matches();
        auto const identities = resolve::identities(m_accounts, matches);
        write_matches(matches);
        write_identities(identities, matches);
        decide_names(identities);
        fold_doubled_keys();
    }

private:
    static std::int64_t table_id(staging::StagedSource const &source, std::string const &label)
    {
        return std::find_if(source.tables.begin(), source.tables.end(),
                            [&](auto const &one) { return one.label == label; })
            ->id;
    }

    std::string called(AccountIndex index) const
    {
        auto const &account = m_accounts[index];
        return m_sources[account.source] + "/" + (model::has_name(account) ? *account.name : "#" + account.id);
    }

    /// Each pair once, under the first rule of the plan that joins it.
    std::vector<model::Match> find_matches() const
    {
        std::vector<model::Match> all;
        for (auto const &rule : m_job.rules.match) {
            auto found = rule.find(m_accounts);
            auto const before = all.size();
            all.insert(all.end(), found.begin(), found.end());
            std::sort(all.begin() + static_cast<std::ptrdiff_t>(before), all.end());
        }
        std::stable_sort(all.begin(), all.end(), [](auto const &a, auto const &b) {
            return std::tie(a.first, a.second) < std::tie(b.first, b.second);
        });
        all.erase(std::unique(all.begin(), all.end(),
                              [](auto const &a, auto const &b) { return a.first == b.first && a.second == b.second; }),
                  all.end());
        return all;
    }

    /// What both accounts have, in words.
    std::string evidence(AccountIndex first, AccountIndex second) const
    {
        std::string text;
        if (model::has_name(m_accounts[first]) && m_accounts[first].name == m_accounts[second].name) {
            text = "name " + *m_accounts[first].name;
        }
        for (auto const &key : model::shared_keys(m_accounts[first], m_accounts[second])) {
            text += (text.empty() ? "" : ", ") + std::string("key ") + staging::shown(key);
        }
        return text;
    }

    void write_matches(std::vector<model::Match> const &matches)
    {
        auto insert = m_staging.database().prepare("INSERT INTO match VALUES (?1, ?2, ?3, ?4)");
        for (auto const &match : matches) {
            auto const text = evidence(match.first, match.second);
            insert.bind(1, std::int64_t{match.first} + 1)
                .bind(2, std::int64_t{match.second} + 1)
                .bind(3, match.rule)
                .bind(4, std::string_view(text))
                .run();
        }
    }

    void write_identities(std::vector<model::Identity> const &identities, std::vector<model::Match> const &matches)
    {
        // why an account is in its identity: its first match
        std::vector<model::Match const *> reason(m_accounts.size(), nullptr);
        for (auto const &match : matches) {
            reason[match.second] = reason[match.second] == nullptr ? &match : reason[match.second];
            reason[match.first] = reason[match.first] == nullptr ? &match : reason[match.first];
        }
        auto insert = m_staging.database().prepare("INSERT INTO identity VALUES (?1, ?2)");
        for (auto const &identity : identities) {
            auto const survivor = identity.accounts.front();
            for (auto const account : identity.accounts) {
                insert.bind(1, std::int64_t{account} + 1).bind(2, std::int64_t{survivor} + 1).run();
                if (account != survivor) {
                    auto const &match = *reason[account];
                    m_writer.fold(m_users[m_accounts[account].source], m_accounts[account].row,
                                  m_users[m_accounts[survivor].source], m_accounts[survivor].row, match.rule,
                                  evidence(match.first, match.second));
                }
            }
            refuse_one_service_twice(identity);
        }
    }

    /// Nobody but the operator may join two accounts of one service.
    void refuse_one_service_twice(model::Identity const &identity)
    {
        for (auto const &pair : resolve::same_source_pairs(m_accounts, identity)) {
            std::string cluster;
            for (auto const account : identity.accounts) {
                cluster += (cluster.empty() ? "" : " ") + called(account);
            }
            auto const between = evidence(pair.first, pair.second);
            m_writer.conflict({{},
                               "ambiguous",
                               called(pair.second),
                               m_job.plan.users.table,
                               m_accounts[pair.second].id,
                               cluster,
                               between.empty() ? "joined only through other accounts" : between,
                               "separate"});
        }
    }

    void decide_names(std::vector<model::Identity> const &identities)
    {
        auto const ranks = resolve::claim_ranks(m_sources, m_job.plan.users.yields);
        auto const collisions = resolve::collisions(m_accounts, identities, ranks);
        auto const names = resolve::new_names(m_accounts, collisions, m_job.rules.on_collision, m_job.plan.users.suffix,
                                              m_max_length, m_sources);
        auto insert = m_staging.database().prepare("INSERT INTO collision VALUES (?1, ?2, ?3, ?4)");
        for (std::size_t i = 0; i < collisions.size(); ++i) {
            auto const &collision = collisions[i];
            auto const &account = m_accounts[collision.gives_up];
            insert.bind(1, collision.name)
                .bind(2, std::int64_t{collision.keeps} + 1)
                .bind(3, std::int64_t{collision.gives_up} + 1)
                .bind(4, names[i])
                .run();
            if (names[i]) {
                m_writer.rename(m_users[account.source], account.row, *names[i], m_job.rules.on_collision.name,
                                "the name is kept by " + called(collision.keeps));
            } else {
                m_writer.conflict({{},
                                   "name",
                                   called(collision.gives_up),
                                   m_job.plan.users.table,
                                   account.id,
                                   called(collision.keeps) + " " + called(collision.gives_up),
                                   "both are called " + *account.name,
                                   "rename"});
            }
        }
    }

    /// The same key on several accounts of one identity: the row of the first account that has it stays.
    void fold_doubled_keys()
    {
        auto rows = m_staging.database().prepare(
            "SELECT i.survivor, coalesce(k.fingerprint, k.shown), k.account, a.source, k.row FROM account_key AS k "
            "JOIN identity AS i ON i.account = k.account JOIN account AS a ON a.id = k.account "
            "WHERE i.survivor IN (SELECT survivor FROM identity WHERE account <> survivor) ORDER BY 1, 2, 3, 5");
        struct Held {
            std::int64_t identity = 0;
            std::string key;
            std::int64_t account = 0;
            std::size_t source = 0;
            std::int64_t row = 0;
        };
        Held first;
        while (rows.step()) {
            Held const one{rows.integer(0), rows.text(1), rows.integer(2), static_cast<std::size_t>(rows.integer(3)),
                           rows.integer(4)};
            if (one.identity != first.identity || one.key != first.key) {
                first = one;
            } else if (one.account != first.account) {
                m_writer.fold(m_keys[one.source], one.row, m_keys[first.source], first.row, "same-key-row",
                              "the merged account holds this key already");
            }
        }
    }

    Job const &m_job;
    staging::Staging const &m_staging;
    staging::DecisionWriter m_writer;
    std::vector<model::Account> m_accounts;
    std::vector<std::string> m_sources;
    std::vector<std::int64_t> m_users; ///< staged users table of each source
    std::vector<std::int64_t> m_keys;
    std::int64_t m_max_length = 0;
};

} // namespace

void decide_accounts(Job const &job, staging::Staging const &staging, std::vector<staging::StagedSource> const &sources,
                     model::Mapping const &mapping)
{
    Decider(job, staging, sources, mapping).run();
}

} // namespace tributary::steps
