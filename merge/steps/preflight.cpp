#include "merge/steps/preflight.hpp"

#include "merge/identity/unknown_answers.hpp"
#include "merge/mapping/map_sources.hpp"
#include "merge/mapping/users.hpp"
#include "merge/mapping/zones.hpp"
#include "merge/model/characters.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/steps/plan_fits.hpp"
#include "merge/target/shape.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

namespace tributary::steps {
namespace {

/// How many names are read to find the one that may have been meant.
constexpr int most_similar = 50000;

/// The users of one live source, as answers name them: `source/name`, or `source/#id` where there is no name.
class LiveAccounts {
public:
    LiveAccounts(plan::Plan const &plan, trial::LiveSource &source)
        : m_source(source), m_users(mapping::users_table(plan, source.name(), source.schema())),
          m_table(model::sql_name(source.own(m_users.table->label))),
          m_id(model::sql_name(source.own(m_users.table->label, m_users.id)->name)),
          m_name(model::sql_name(source.own(m_users.table->label, plan.users.name)->name))
    {
    }

    bool has(std::string const &account) const
    {
        auto const prefix = m_source.name() + "/";
        if (!account.starts_with(prefix)) {
            return false;
        }
        auto const name = account.substr(prefix.size());
        return is_there(m_name + " = " + model::sql_literal(name)) ||
               (name.starts_with('#') && is_there("CAST(" + m_id + " AS TEXT) = " + model::sql_literal(name.substr(1)) +
                                                  " AND coalesce(" + m_name + ", '') = ''"));
    }

    /// Those that begin like the account, after the source's name.
    void add_similar(std::string const &account, std::vector<std::string> &list) const
    {
        auto const begin = std::string(model::first_characters(account.substr(account.find('/') + 1), 1));
        auto const where = m_name + " >= " + model::sql_literal(begin) + " AND substr(" + m_name +
                           ", 1, 1) = " + model::sql_literal(begin);
        for (auto const &row : m_source.database().query("SELECT " + m_name + " FROM " + m_table + " WHERE " + where +
                                                         " LIMIT " + std::to_string(most_similar))) {
            list.push_back(m_source.name() + "/" + row.front().value_or(""));
        }
    }

private:
    bool is_there(std::string const &condition) const
    {
        return !m_source.database().query("SELECT 1 FROM " + m_table + " WHERE " + condition + " LIMIT 1").empty();
    }

    trial::LiveSource &m_source;
    mapping::UsersTable m_users;
    std::string m_table;
    std::string m_id;
    std::string m_name;
};

/// A transaction in a new staging file, which has no journal but for this: without one there is no ROLLBACK.
class RolledBack {
public:
    explicit RolledBack(databases::sqlite::Database const &database) : m_database(database)
    {
        database.execute("PRAGMA journal_mode = MEMORY");
        m_transaction.emplace(database);
    }
    RolledBack(RolledBack const &) = delete;
    RolledBack &operator=(RolledBack const &) = delete;
    ~RolledBack()
    {
        m_transaction.reset();
        try {
            m_database.execute("PRAGMA journal_mode = OFF");
        } catch (staging::Failure const &) {
            return; // it goes on with the journal, which only costs time
        }
    }

private:
    databases::sqlite::Database const &m_database;
    std::optional<staging::Transaction> m_transaction;
};

/// The tables of all sources, without rows.
void stage_empty(plan::Plan const &plan, staging::Staging &staging, std::vector<trial::LiveSource> const &sources,
                 std::vector<model::CreateScript> const &create)
{
    mapping::note_how_rows_are_read(plan, staging);
    for (std::uint32_t id = 0; id < sources.size(); ++id) {
        auto const &source = sources[id];
        staging.add_source(id, source.name(), source.own_schema(), create[id]);
        for (auto const &table : source.own_schema().tables) {
            staging::TableWriter(staging, id, source.name(), table, stored_columns(table)).finish();
        }
    }
}

} // namespace

std::vector<model::Column> stored_columns(model::Table const &table)
{
    std::vector<model::Column> columns;
    std::copy_if(table.columns.begin(), table.columns.end(), std::back_inserter(columns),
                 [](auto const &column) { return !column.generated; });
    return columns;
}

void refuse_unknown_answers(job::Job const &job, std::vector<trial::LiveSource> &sources)
{
    std::vector<LiveAccounts> accounts;
    std::transform(sources.begin(), sources.end(), std::back_inserter(accounts),
                   [&](auto &source) { return LiveAccounts(job.plan, source); });
    identity::refuse_unknown_answers(job.plan, job.plan.answers,
                                     {[&](std::string const &account) {
                                          return std::any_of(accounts.begin(), accounts.end(),
                                                             [&](auto const &one) { return one.has(account); });
                                      },
                                      [&](std::string const &account) {
                                          std::vector<std::string> similar;
                                          for (auto const &one : accounts) {
                                              one.add_similar(account, similar);
                                          }
                                          return similar;
                                      }});
}

void refuse_before_copying(job::Job const &job, std::vector<trial::LiveSource> &sources,
                           std::vector<model::CreateScript> const &create, staging::Staging &staging)
{
    RolledBack const undone(staging.database());
    stage_empty(job.plan, staging, sources, create);
    auto staged = mapping::staged_sources(job.plan, staging);
    for (std::size_t i = 0; i < sources.size(); ++i) {
        for (auto &table : staged[i].tables) {
            table.rows = sources[i].rows_up_to(table.label, 1); // an empty table demands nothing of the plan
        }
    }
    auto const shape = target::shape_of_target(job.plan, staged);
    auto const mapping = mapping::map_sources(job.plan, staged, shape.schema);
    refuse_what_the_plan_cannot_say(job, staging, staged, shape, mapping);
}

} // namespace tributary::steps
