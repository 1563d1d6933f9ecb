#include "merge/name_collisions/contest.hpp"

#include "merge/model/characters.hpp"
#include "merge/model/expect_found.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

namespace tributary::name_collisions {

ContestReader::ContestReader(job::Job const &job, staging::Staging const &staging,
                             std::span<staging::StagedSource const> sources, model::Mapping const &mapping,
                             identity::Accounts const &accounts)
    : m_job(job), m_staging(staging), m_sources(sources), m_users(model::users_of(mapping)), m_accounts(accounts),
      m_keys(name_keys(job.plan, m_users.target, m_users.name_column)),
      m_taken(read_taken_names(job.plan, staging, sources, accounts))
{
    auto const &names = job.plan.users.names;
    if (names.unique == false && !m_keys.empty()) {
        throw plan::plan_error(
            job.plan, names.unique_position,
            fmt::format("`names`: unique = false, but {} of the target keeps the names of \"{}\" apart",
                        m_keys.front().key.name, m_users.target.label),
            "leave `unique` out, or drop the key in the target");
    }
    m_has_whole_key = std::any_of(m_keys.begin(), m_keys.end(), [](auto const &key) { return key.is_whole(); });
    m_is_whole = names.unique == true || m_has_whole_key;
    if (m_is_whole) {
        m_keys.clear();
    }
}

Contest ContestReader::read(staging::Exceptions const &exceptions) const
{
    Contest result;
    result.taken = m_taken;
    result.is_asked = !m_is_whole && m_keys.empty() && !m_job.plan.users.names.unique;
    if (m_is_whole) {
        result.scopes.push_back({{}, m_has_whole_key});
    }
    uniqueness::TargetJudge judge(m_job.plan, m_staging, m_sources); // one at a time locks the target
    for (auto const &key : m_keys) {
        result.scopes.push_back(read_scope(key, judge, exceptions));
    }
    return result;
}

bool ContestReader::depends_on_rows() const
{
    return std::any_of(m_keys.begin(), m_keys.end(), [&](NameKey const &key) {
        return std::any_of(key.key.uses.begin(), key.key.uses.end(), [&](auto const &name) {
            return std::any_of(m_users.sources.begin(), m_users.sources.end(), [&](auto const &source) {
                auto const *const column = model::find_filled(source, name);
                return name != m_users.name_column && column != nullptr &&
                       (!column->chain.empty() || !column->declared.empty());
            });
        });
    });
}

NameScope ContestReader::read_scope(NameKey const &key, uniqueness::TargetJudge &judge,
                                    staging::Exceptions const &exceptions) const
{
    auto const &list = m_accounts.list();
    std::vector<std::unordered_map<std::int64_t, model::AccountIndex>> account_of(m_users.sources.size());
    for (std::size_t i = 0; i < m_users.sources.size(); ++i) {
        for (model::AccountIndex account = 0; account < list.size(); ++account) {
            if (list[account].source == m_users.sources[i].source) {
                account_of[i].emplace(list[account].row, account);
            }
        }
    }
    std::vector<std::int64_t> found(list.size());
    judge.for_each_group(m_users, key.key, key.others, exceptions,
                         [&](std::size_t source, std::int64_t row, std::int64_t group) {
                             if (auto const at = account_of[source].find(row); at != account_of[source].end()) {
                                 found[at->second] = group;
                             }
                         });
    NameScope scope{{}, true};
    std::unordered_map<std::int64_t, std::uint32_t> number{{0, 0}};
    for (auto const group : found) {
        scope.group_of.push_back(number.emplace(group, static_cast<std::uint32_t>(number.size())).first->second);
    }
    return scope;
}

std::int64_t greatest_length(job::Job const &job, model::MappedTable const &users)
{
    auto const column = model::expect_named(users.target.columns, users.name_column, "column").max_length;
    auto const plan_limit = job.plan.users.names.max_length;
    return column == 0 ? plan_limit : plan_limit == 0 ? column : std::min(column, plan_limit);
}

std::vector<plan::Affixes> affixes(job::Job const &job, identity::Accounts const &accounts,
                                   model::MappedTable const &users)
{
    std::vector<plan::Affixes> result;
    auto const length = greatest_length(job, users);
    for (auto const &source : accounts.sources) {
        auto const &around = result.emplace_back(plan::affixes(job.plan, source));
        auto const added = model::characters(around.before + around.after);
        if (length > 0 && added >= static_cast<std::size_t>(length)) {
            throw plan::plan_error(job.plan, job.plan.users.suffix_position,
                                   fmt::format("`suffix`: \"{}{}\" leaves nothing of a name of {} characters",
                                               around.before, around.after, length),
                                   "shorten it, or widen the target's column");
        }
    }
    return result;
}

NameLimits name_limits(job::Job const &job, identity::Accounts const &accounts, model::MappedTable const &users,
                       TakenNames const &taken)
{
    std::set<std::string> reserved;
    for (auto const &name : job.plan.users.names.reserved) {
        reserved.insert(accounts.folding.fold(name));
    }
    return {greatest_length(job, users), job.rules.pattern,
            [reserved = std::move(reserved)](std::string const &name) { return reserved.contains(name); },
            [&taken](std::string const &name) { return taken.contains(name); }};
}

} // namespace tributary::name_collisions
