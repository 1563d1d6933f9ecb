#include "merge/uniqueness/singles.hpp"

#include "merge/identity/privileged_names.hpp"
#include "merge/model/booleans.hpp"
#include "merge/model/references.hpp"
#include "merge/model/sql_tokens.hpp"
#include "merge/model/times.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/waivers.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/uniqueness/one_value.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tributary::uniqueness {
namespace {

using model::MappedSource;
using model::MappedTable;

constexpr std::int64_t many_users = 10; ///< of a service with fewer, one row says nothing

/// True if a key of the table can have one value only.
bool holds_one_row(model::Table const &table)
{
    return std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [&](auto const &key) {
        return key.columns.size() == 1 && key.predicate.empty() &&
               std::any_of(table.checks.begin(), table.checks.end(),
                           [&](auto const &check) { return allows_one_value(check.definition, key.columns.front()); });
    });
}

/// Columns by which rows belong to an account: in every source that has the table.
std::vector<std::string> owners(MappedTable const &table, std::string const &users)
{
    std::vector<std::string> result;
    for (auto const &column : table.sources.front().columns) {
        auto const always = std::all_of(table.sources.begin(), table.sources.end(), [&](auto const &source) {
            auto const *const own = model::find_filled(source, column.name);
            return own != nullptr && !own->chain.empty() && own->chain.back().table == users;
        });
        if (always) {
            result.push_back(column.name);
        }
    }
    return result;
}

/// By its type, and by what the schema says of it.
bool may_be_flag(MappedTable const &table, model::Column const &column)
{
    if (model::is_boolean(column) || column.generated) {
        return !column.generated;
    }
    auto const refers = std::any_of(table.sources.begin(), table.sources.end(), [&](auto const &source) {
        auto const *const own = model::find_filled(source, column.name);
        return own != nullptr && !own->chain.empty();
    });
    auto const &keys = table.target.unique_keys;
    return (column.kind == model::Kind::integer || column.kind == model::Kind::text) && !refers &&
           !model::is_time(column) && std::none_of(keys.begin(), keys.end(), [&](auto const &key) {
               return std::find(key.uses.begin(), key.uses.end(), column.name) != key.uses.end();
           });
}

class Search {
public:
    Search(plan::Plan const &plan, model::Mapping const &mapping, CountFlag const &count,
           CountPerOwner const &per_owner)
        : m_plan(plan), m_mapping(mapping), m_count(count), m_per_owner(per_owner)
    {
    }

    std::vector<Single> run()
    {
        for (auto const &table : m_mapping) {
            if (table.sources.size() > 1 && table.name_column.empty()) {
                look_at_rows(table);
                for (auto const &column : table.target.columns) {
                    auto const from_rows = plan::find_value(m_plan, table.target.label, column.name) != nullptr;
                    auto const is_right =
                        identity::concern_of(table.target, column) != identity::Concern::none; // of other accounts
                    auto const is_state = identity::is_state_of_row(column.name);
                    auto const may_be_one = is_state ? owners(table, m_plan.users.table).empty() : !is_right;
                    if (may_be_flag(table, column) && !from_rows && may_be_one && !is_answered(table, column.name)) {
                        look_at_flag(table, column, is_state);
                    }
                }
            }
        }
        return std::move(m_result);
    }

private:
    void look_at_rows(MappedTable const &table)
    {
        auto const &label = table.target.label;
        auto const *const table_plan = plan::find_table(m_plan, label);
        auto const by_check = holds_one_row(table.target);
        if (is_answered(table, {}) || (table_plan != nullptr && !table_plan->match.empty()) ||
            !(by_check || (is_alone(table) && all_have_many_users(table)))) {
            return;
        }
        std::vector<std::string> with_one;
        for (auto const &source : table.sources) {
            auto const rows = m_count(table, source, {}).rows;
            if (rows > 1 || (rows == 0 && !by_check)) {
                return;
            }
            if (rows == 1) {
                with_one.push_back(source.source_name);
            }
        }
        if (with_one.size() < 2) {
            return;
        }
        std::string others;
        for (std::size_t i = 1; i < with_one.size(); ++i) {
            others += (others.empty() ? "" : ", ") + plan::toml_key(with_one[i]) + " = false";
        }
        add(table, {}, {},
            fmt::format("table \"{}\" has one row in each of {}, {}: say in the plan which one is loaded", label,
                        fmt::join(with_one, ", "),
                        by_check ? "and a CHECK of the target allows one row only"
                                 : "though these have many users, as settings have"),
            "[table." + plan::toml_key(label) + "]\nload = { " + others + " }" + (by_check ? "" : waiver(label)));
    }

    /// No references lead to it, and it is no user's.
    bool is_alone(MappedTable const &table) const
    {
        return std::none_of(table.sources.begin(), table.sources.end(),
                            [&](auto const &source) { return model::refers_to(source, m_plan.users.table); }) &&
               std::none_of(m_mapping.begin(), m_mapping.end(), [&](auto const &other) {
                   return std::any_of(other.sources.begin(), other.sources.end(),
                                      [&](auto const &source) { return model::refers_to(source, table.target.label); });
               });
    }

    bool all_have_many_users(MappedTable const &table) const
    {
        auto const &users = model::users_of(m_mapping);
        return std::all_of(table.sources.begin(), table.sources.end(), [&](auto const &source) {
            auto const *const accounts = model::find_source(users, source.source);
            return accounts != nullptr && accounts->rows >= many_users;
        });
    }

    /// `is_state`: what other rows may be as well (`active`), so that more of them have to be without it.
    void look_at_flag(MappedTable const &table, model::Column const &flag, bool is_state)
    {
        auto const &column = flag.name;
        auto const is_flag = model::is_boolean(flag) || column.starts_with("is_") || column.starts_with("has_");
        std::vector<std::string> with_one;
        bool several_rows = false;
        bool one_each = true;
        FlagCount written; // how the first source writes it
        for (auto const &source : table.sources) {
            if (model::find_filled(source, column) == nullptr) {
                return;
            }
            auto const count = m_count(table, source, column);
            if (count.rows > 0 && (count.others > 0 || ((is_state || !is_flag) && count.cleared < 2))) {
                return;
            }
            several_rows = several_rows || count.rows > 1;
            one_each = one_each && (count.rows == 0 || count.set == 1);
            if (count.set == 1) {
                with_one.push_back(source.source_name);
                written = written.set_as.empty() ? count : written;
            }
        }
        if (several_rows && one_each && with_one.size() > 1) {
            add(table, column, {},
                fmt::format("\"{}.{}\" is set in exactly one row of each of {}, and would be set in several rows",
                            table.target.label, column, fmt::join(with_one, ", ")),
                lines(table, flag, {}, written));
            return;
        }
        if (several_rows && m_per_owner && !is_state && flag.kind != model::Kind::text) {
            look_at_owners(table, flag);
        }
    }

    void look_at_owners(MappedTable const &table, model::Column const &flag)
    {
        auto const &column = flag.name;
        for (auto const &owner : owners(table, m_plan.users.table)) {
            bool one_each = true;
            bool several = false;
            for (auto const &source : table.sources) {
                auto const count = m_per_owner(table, source, owner, column);
                one_each = one_each && count.one_each;
                several = several || count.several;
            }
            if (one_each && several) {
                add(table, column, owner,
                    fmt::format("\"{}.{}\" is set in at most one row of each {} in every source, and would be set in "
                                "several",
                                table.target.label, column, owner),
                    lines(table, flag, owner, {}));
            }
        }
    }

    /// What keeps the first, and clears the flag of the others. A text says in its own words that it is set.
    static std::string lines(MappedTable const &table, model::Column const &flag, std::string const &owner,
                             FlagCount const &written)
    {
        auto const &label = table.target.label;
        auto const &column = flag.name;
        auto const key = plan::toml_text(owner.empty() ? column : owner);
        auto const is_text = flag.kind == model::Kind::text && !written.set_as.empty();
        auto const is_null = written.cleared_as == "NULL" && !model::is_boolean(flag);
        auto const where = model::sql_name(column) + (is_text ? " = " + written.set_as : "");
        auto const cleared = is_text || is_null ? written.cleared_as : std::string("false");
        return fmt::format("[[unique]]\ntable = {}\ncolumns = [{}]\nwhere = {}\npolicy = \"set\"\nset = {{ {} = {} }}",
                           plan::toml_text(label), key, plan::toml_text(where), plan::toml_key(column),
                           plan::toml_text(cleared)) +
               waiver(label + "." + column);
    }

    static std::string waiver(std::string const &name)
    {
        return "\n\n# or, if several are right:\n# [[waive]]\n# key = " + plan::toml_text(name) + "\n# reason = \"…\"";
    }

    /// True if a [[waive]] or a unique key speaks of it.
    bool is_answered(MappedTable const &table, std::string const &column) const
    {
        Single const single{table.target.label, column, {}, {}, {}, nullptr};
        auto const &keys = table.target.unique_keys;
        auto const partial = std::any_of(keys.begin(), keys.end(), [&](auto const &key) {
            return !column.empty() && !model::columns_in(key.predicate, std::span(&column, 1)).empty();
        });
        auto const unique = std::any_of(m_plan.uniques.begin(), m_plan.uniques.end(), [&](auto const &one) {
            return one.table == single.table && !single.column.empty() &&
                   (!model::columns_in(one.where, std::span(&single.column, 1)).empty() ||
                    std::find(one.columns.begin(), one.columns.end(), single.column) != one.columns.end());
        });
        return unique || partial || plan::waives_key(m_plan, single.name());
    }

    void add(MappedTable const &table, std::string const &column, std::string const &owner, std::string const &evidence,
             std::string proposal)
    {
        m_result.push_back({table.target.label, column, owner, evidence, std::move(proposal), &table});
    }

    plan::Plan const &m_plan;
    model::Mapping const &m_mapping;
    CountFlag const &m_count;
    CountPerOwner const &m_per_owner;
    std::vector<Single> m_result;
};

} // namespace

std::string Single::name() const { return column.empty() ? table : table + "." + column; }

std::vector<Single> singles(plan::Plan const &plan, model::Mapping const &mapping, CountFlag const &count,
                            CountPerOwner const &per_owner)
{
    return Search(plan, mapping, count, per_owner).run();
}

bool loads_all_rows(plan::Plan const &plan, MappedTable const &table,
                    std::map<model::KeyColumn, std::int64_t> const &numbered)
{
    auto const &label = table.target.label;
    auto const *const table_plan = plan::find_table(plan, label);
    auto const leaves_out =
        (table_plan != nullptr && table_plan->on_self == plan::OnSelf::drop_row) ||
        std::any_of(table.sources.begin(), table.sources.end(),
                    [](auto const &source) { return !source.left_out_unless.empty(); }) ||
        std::any_of(plan.references.begin(), plan.references.end(), [&](auto const &reference) {
            return reference.from.table == label && reference.dangling.says(plan::Dangling::drop_row);
        });
    auto const is_numbered = [&](std::string const &column) { return numbered.contains({label, column}); };
    auto const &keys = table.target.unique_keys;
    auto const may_fold =
        (table_plan != nullptr && !table_plan->match.empty()) ||
        std::any_of(plan.uniques.begin(), plan.uniques.end(), [&](auto const &one) { return one.table == label; }) ||
        std::any_of(keys.begin(), keys.end(),
                    [&](auto const &key) { return std::none_of(key.columns.begin(), key.columns.end(), is_numbered); });
    return !leaves_out && !may_fold;
}

std::vector<std::string> names_of_singles(model::Mapping const &mapping)
{
    std::vector<std::string> names;
    for (auto const &table : mapping) {
        if (!table.name_column.empty()) {
            continue;
        }
        names.push_back(table.target.label);
        for (auto const &column : table.target.columns) {
            if (may_be_flag(table, column)) {
                names.push_back(table.target.label + "." + column.name);
            }
        }
    }
    return names;
}

} // namespace tributary::uniqueness
