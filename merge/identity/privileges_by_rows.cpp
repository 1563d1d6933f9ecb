#include "merge/identity/privileges.hpp"
#include "merge/identity/rights_tables.hpp"
#include "merge/model/times.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/merged.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>

namespace tributary::identity {
namespace {

using model::AccountIndex;
using Sign = RightsTable::Sign;
using Texts = std::set<std::string>;

constexpr std::size_t fewest_accounts = 10; ///< of fewer nothing can be said to be usual
constexpr std::size_t most_rights = 8;      ///< that are values of a column
constexpr char const *no_row = "none";
constexpr char const *a_row = "a row";

std::string as_text(model::Cell const &cell)
{
    using Type = model::Cell::Type;
    switch (cell.type) {
    case Type::null: return {};
    case Type::integer: return std::to_string(cell.integer);
    case Type::real: return fmt::format("{}", cell.real);
    default: return std::string(cell.bytes);
    }
}

/// Rows of the lookup table, by what others call them in the target, with what they are called for a reader.
using Called = std::map<std::string, std::string>;

/// The column whose text describes a row of the lookup table; empty if it has no such column.
std::string title_of(model::MappedTable const &lookup)
{
    auto const &columns = lookup.target.columns;
    auto const found = std::find_if(columns.begin(), columns.end(), [&](auto const &column) {
        return column.kind == model::Kind::text &&
               std::all_of(lookup.sources.begin(), lookup.sources.end(), [&](auto const &source) {
                   auto const *const filled = model::find_filled(source, column.name);
                   return filled != nullptr && filled->chain.empty();
               });
    });
    return found == columns.end() ? std::string() : found->name;
}

/// Those that two sources have: what only one has is not given to anybody by a merge who did not have it in the same
/// place. Each by its title, if no two have one.
Called shared_rows(staging::Staging const &staging, RightsTable const &rights, staging::Exceptions const &exceptions)
{
    auto const title = title_of(*rights.lookup);
    std::map<std::string, std::size_t> seen;
    Called result;
    for (auto const &source : rights.lookup->sources) {
        auto const *const referring = model::find_source(*rights.table, source.source);
        if (referring == nullptr) {
            continue;
        }
        std::vector<std::string> columns{model::find_filled(*referring, rights.what)->chain.front().column};
        if (model::find_filled(source, columns.front()) == nullptr) {
            continue;
        }
        columns.push_back(title.empty() ? columns.front() : title);
        auto rows = staging.database().prepare(
            "SELECT DISTINCT " + model::sql_name(columns[0]) + ", " + model::sql_name(columns[1]) + " FROM (" +
            staging::followed_select(*rights.lookup, source, columns, exceptions) + ")");
        while (rows.step()) {
            ++seen[as_text(rows.cell(0))];
            result.emplace(as_text(rows.cell(0)), as_text(rows.cell(1)));
        }
    }
    std::erase_if(result, [&](auto const &row) { return seen[row.first] < 2; });
    Texts titles;
    std::transform(result.begin(), result.end(), std::inserter(titles, titles.end()),
                   [](auto const &row) { return row.second; });
    if (titles.size() < result.size() || titles.contains("")) {
        std::for_each(result.begin(), result.end(), [](auto &row) { row.second = row.first; });
    }
    return result;
}

/// Reads what each account has in one of these tables.
class Reader {
public:
    Reader(staging::Staging const &staging, Accounts const &accounts, model::MappedTable const &users,
           staging::Exceptions const &exceptions, RightsTable const &rights)
        : m_staging(staging), m_accounts(accounts), m_users(users), m_exceptions(exceptions), m_rights(rights)
    {
        m_result.column = rights.table->target.label + "." + rights.owner;
        m_result.rows_of = rights.table->target.label;
        m_result.values.resize(accounts.list().size());
    }

    /// Nothing where the values say that it is no table of rights.
    std::optional<Privilege> run()
    {
        if (m_rights.lookup != nullptr) {
            m_shared = shared_rows(m_staging, m_rights, m_exceptions);
        }
        for (auto const &source : m_rights.table->sources) {
            read(source);
        }
        for (AccountIndex account = 0; account < m_result.values.size(); ++account) {
            auto const &source = m_accounts.list()[account].source;
            if (model::find_source(*m_rights.table, source) == nullptr) {
                continue;
            }
            auto const found = m_rows.find(account);
            auto const text = found == m_rows.end() || found->second.empty()
                                  ? no_row
                                  : fmt::format("{}", fmt::join(found->second, ", "));
            m_result.values[account] = m_result.texts.intern(text);
        }
        return is_about_rights() ? std::optional(std::move(m_result)) : std::nullopt;
    }

private:
    void read(model::MappedSource const &source)
    {
        auto const &owner = *model::find_filled(source, m_rights.owner);
        staging::OwnedRows const owned{source.source,
                                       source.staged,
                                       m_rights.table->target.label,
                                       owner.value,
                                       owner.chain.front().column == m_users.name_column,
                                       source.left_out_unless};
        std::vector<std::string> columns;
        if (!m_rights.what.empty()) {
            columns.push_back(m_rights.what);
        }
        auto const add = [&](AccountIndex account, model::Row row) {
            auto const value = row.empty() || model::says_time(row.front()) ? a_row : as_text(row.front());
            auto const shared = m_shared.find(value);
            auto const counts = m_rights.lookup == nullptr ? has_few_kinds() : shared != m_shared.end();
            if (counts) {
                auto const &called = m_rights.lookup == nullptr ? value : shared->second;
                m_rows[account].insert(called);
                m_kinds.insert(called);
            }
        };
        staging::for_each_owned_row(m_staging, owned, *m_rights.table, source, columns, m_exceptions, add);
    }

    bool is_named() const { return m_rights.sign == Sign::plan || m_rights.sign == Sign::name; }

    /// Of a column that refers to nothing there may be as many as there are rows: then they are no rights.
    bool has_few_kinds() const { return is_named() || m_kinds.size() <= most_rights; }

    /// By its values, unless name or plan say so: few users have a row, or four fifths have the same rights.
    bool is_about_rights()
    {
        if (is_named()) {
            return true;
        }
        std::map<model::TextId, std::size_t> counts;
        std::size_t all = 0;
        for (auto const value : m_result.values) {
            counts[value] += value != 0 ? 1 : 0;
            all += value != 0 ? 1 : 0;
        }
        auto const most = std::max_element(counts.begin(), counts.end(),
                                           [](auto const &a, auto const &b) { return a.second < b.second; });
        if (all < fewest_accounts) {
            return false;
        }
        auto const text = m_result.texts.text(most->first);
        m_result.usual = text == no_row ? fmt::format("{} of {} accounts have no row there", most->second, all)
                                        : fmt::format("{} of {} accounts have the same rows there", most->second, all);
        return m_rights.sign == Sign::links ? most->second * 5 >= all * 4 && has_few_kinds()
                                            : text == no_row && (all - most->second) * 10 <= all;
    }

    staging::Staging const &m_staging;
    Accounts const &m_accounts;
    model::MappedTable const &m_users;
    staging::Exceptions const &m_exceptions;
    RightsTable const &m_rights;
    Called m_shared;
    Texts m_kinds;
    std::map<AccountIndex, Texts> m_rows; ///< of accounts that have any
    Privilege m_result;
};

} // namespace

std::vector<Privilege> privileges_by_rows(job::Job const &job, staging::Staging const &staging,
                                          Accounts const &accounts, model::Mapping const &mapping)
{
    std::vector<Privilege> result;
    auto const tables = rights_tables(job.plan, mapping);
    if (tables.empty()) {
        return result;
    }
    auto const exceptions = staging::read_exceptions(staging);
    for (auto const &rights : tables) {
        auto const is_known = rights.lookup == nullptr || rights.sign == Sign::plan || rights.sign == Sign::name ||
                              !staging::has_conflict(staging, "unique", rights.lookup->target.label);
        if (!is_known) {
            continue; // which of its rows are one is asked first
        }
        if (auto found = Reader(staging, accounts, model::users_of(mapping), exceptions, rights).run()) {
            result.push_back(std::move(*found));
        }
    }
    return result;
}

} // namespace tributary::identity
