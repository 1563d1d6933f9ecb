#include "merge/name_collisions/target_folds.hpp"

#include "merge/name_collisions/name_keys.hpp"
#include "merge/uniqueness/judged_by_target.hpp"
#include "merge/uniqueness/keys.hpp"

#include <fmt/format.h>

#include <numeric>
#include <unordered_map>

namespace tributary::name_collisions {
namespace {

using model::TextId;

/// Texts that are one.
class Joined {
public:
    explicit Joined(std::size_t texts) : m_parent(texts + 1) { std::iota(m_parent.begin(), m_parent.end(), TextId{0}); }

    TextId first_of(TextId text)
    {
        while (m_parent[text] != text) {
            text = m_parent[text] = m_parent[m_parent[text]];
        }
        return text;
    }

    void join(TextId one, TextId other)
    {
        auto const first = first_of(one);
        auto const second = first_of(other);
        m_parent[std::max(first, second)] = std::min(first, second);
    }

private:
    std::vector<TextId> m_parent;
};

/// The accounts of one of the users' sources, by their rows.
using AccountOfRow = std::unordered_map<std::int64_t, model::AccountIndex>;

std::vector<AccountOfRow> accounts_of_rows(identity::Accounts const &accounts, model::MappedTable const &users)
{
    std::vector<AccountOfRow> result(users.sources.size());
    for (std::size_t i = 0; i < users.sources.size(); ++i) {
        for (model::AccountIndex account = 0; account < accounts.list().size(); ++account) {
            if (accounts.list()[account].source == users.sources[i].source) {
                result[i].emplace(accounts.list()[account].row, account);
            }
        }
    }
    return result;
}

/// The keys by which the target keeps names of all users apart and which say more than the fold; and how the column
/// itself compares, by which the proof counts names.
std::vector<model::UniqueKey> whole_keys(plan::Plan const &plan, model::MappedTable const &users)
{
    std::vector<model::UniqueKey> keys;
    for (auto const &name_key : name_keys(plan, users.target, users.name_column)) {
        if (name_key.is_whole() && !uniqueness::says_no_more_than_case(users, name_key.key)) {
            keys.push_back(name_key.key);
        }
    }
    auto const *const column = model::find_column(users.target, users.name_column);
    if (column != nullptr && !column->collation.empty() && plan.users.names.unique != false) {
        model::UniqueKey compared;
        compared.name = users.target.label + "." + column->name;
        compared.columns = compared.uses = {column->name};
        compared.parts = {{model::sql_name(column->name), column->name}};
        keys.push_back(std::move(compared));
    }
    return keys;
}

} // namespace

void join_names_equal_in_target(job::Job const &job, staging::Staging const &staging,
                                std::span<staging::StagedSource const> sources, model::Mapping const &mapping,
                                identity::Accounts &accounts)
{
    auto const &users = model::users_of(mapping);
    Joined joined(accounts.names.texts.size());
    uniqueness::TargetJudge judge(job.plan, staging, sources);
    std::vector<AccountOfRow> account_of;
    for (auto const &key : whole_keys(job.plan, users)) {
        if (account_of.empty()) {
            account_of = accounts_of_rows(accounts, users);
        }
        std::unordered_map<std::int64_t, TextId> text_of; // by group
        auto const add = [&](std::size_t source, std::int64_t row, std::int64_t group) {
            auto const at = account_of[source].find(row);
            auto const text = at == account_of[source].end() ? TextId{0} : accounts.names.of[at->second];
            if (text != 0) {
                joined.join(text_of.emplace(group, text).first->second, text);
            }
        };
        try {
            judge.for_each_group(users, key, key.parts, {}, add);
        } catch (model::Error const &error) {
            job.progress.warn(
                fmt::format("resolve: which names the unique key \"{}\" of the target makes one is not known "
                            "yet: {}",
                            key.name, error.what()));
            return; // the target's transaction may be broken
        }
    }
    for (auto &text : accounts.names.of) {
        text = joined.first_of(text);
    }
}

} // namespace tributary::name_collisions
