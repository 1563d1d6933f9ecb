#include "merge/uniqueness/keys.hpp"

#include "merge/identity/survivorship.hpp"
#include "merge/mapping/numbered.hpp"
#include "merge/model/expect_found.hpp"
#include "merge/model/nearest.hpp"
#include "merge/model/sql_tokens.hpp"
#include "merge/references/references.hpp"
#include "merge/schema_diff/rules.hpp"
#include "merge/uniqueness/own_id.hpp"
#include "merge/uniqueness/refusals.hpp"
#include "merge/uniqueness/set_columns.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

namespace tributary::uniqueness {
namespace {

constexpr std::array case_functions{"lower", "upper"};

using model::MappedTable;
using model::UniqueKey;
using model::UniquePolicy;
using Names = std::vector<std::string>;

bool contains(Names const &names, std::string const &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

Names column_names(model::Table const &table)
{
    Names names;
    for (auto const &column : table.columns) {
        names.push_back(column.name);
    }
    return names;
}

/// The columns that the parts of a key are made of, each once.
Names columns_of(UniqueKey const &key)
{
    std::string text;
    Names plain;
    for (auto const &part : key.parts) {
        text += part.column.empty() ? " , " + part.expression : "";
        plain.push_back(part.column);
    }
    auto const inside = model::columns_in(text, key.uses);
    Names result;
    for (auto const &name : key.uses) {
        if (contains(plain, name) || contains(inside, name)) {
            result.push_back(name);
        }
    }
    return result;
}

/// The plan may name a key by its columns, or by what the database calls it.
bool is_meant(Names const &names, UniqueKey const &key)
{
    auto const columns = columns_of(key);
    return names == Names{key.name} || std::set(names.begin(), names.end()) == std::set(columns.begin(), columns.end());
}

/// As the application would declare it: of whole columns, under their own collations.
UniqueKey declared_key(MappedTable const &table, plan::UniquePlan const &unique_plan)
{
    UniqueKey key;
    key.name = unique_plan.name();
    key.columns = key.uses = unique_plan.columns;
    key.nulls_not_distinct = unique_plan.nulls_equal.value_or(false);
    key.spelling_tells = true;
    for (auto const &name : unique_plan.columns) {
        key.parts.push_back({model::sql_name(name), name});
        key.spelling_tells = key.spelling_tells && model::find_column(table.target, name)->collation.empty();
    }
    return key;
}

} // namespace

bool says_no_more_than_case(MappedTable const &users, UniqueKey const &key)
{
    auto const &name = users.name_column;
    if (columns_of(key) != Names{name} || !key.predicate.empty()) {
        return false;
    }
    auto const ignores_case = model::find_column(users.target, name)->type.ends_with("citext") ||
                              std::find(key.nocase.begin(), key.nocase.end(), name) != key.nocase.end();
    if (!key.columns.empty()) {
        return key.spelling_tells || ignores_case;
    }
    if (key.parts.size() != 1) {
        return false;
    }
    auto const &expression = key.parts.front().expression;
    std::string words; // of lower((name)::text) lowernametext
    for (char const c : expression.substr(0, expression.find(" COLLATE "))) {
        words += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ? std::string(1, c) : std::string();
    }
    return std::any_of(std::begin(case_functions), std::end(case_functions), [&](std::string const &function) {
        return words == function + name || words == function + name + "text";
    });
}

namespace {

std::vector<UniqueKey> all_keys(plan::Plan const &plan, MappedTable const &table)
{
    auto keys = table.target.unique_keys;
    std::transform(table.target.exclusions.begin(), table.target.exclusions.end(), std::back_inserter(keys),
                   schema_diff::key_of);
    for (auto const &unique_plan : plan.uniques) {
        if (unique_plan.table == table.target.label) {
            keys.push_back(declared_key(table, unique_plan));
        }
    }
    if (!table.name_column.empty()) {
        std::erase_if(keys, [&](auto const &key) { return says_no_more_than_case(table, key); });
    }
    return keys;
}

/// The plan's condition of a key that it declares.
std::string where_of(plan::Plan const &plan, MappedTable const &table, UniqueKey const &key)
{
    for (auto const &unique_plan : plan.uniques) {
        if (unique_plan.table == table.target.label && key.name == unique_plan.name()) {
            return unique_plan.where;
        }
    }
    return {};
}

UniquePolicy const &policy_named(job::Rules const &rules, std::string const &name)
{
    return model::expect_named(rules.unique_policies, name, "policy for unique keys");
}

/// The column of a key that can be a uuid of the row's own; empty: there is none.
std::string uuid_of(MappedTable const &table, UniqueKey const &key)
{
    for (auto const &part : key.parts) {
        if (part.column.empty() || model::refers(table, part.column)) {
            continue;
        }
        auto const &column = *model::find_column(table.target, part.column);
        auto const may_be = model::types_bind(table.target.engine)
                                ? column.type == "uuid" || column.kind == model::Kind::text
                                : column.kind != model::Kind::integer;
        if (may_be && part.column != table.name_column) {
            return part.column;
        }
    }
    return {};
}

/// Why a policy cannot apply to a key: a sentence's end; empty if it can.
std::string why_not(MappedTable const &table, UniqueKey const &key, UniquePolicy const &policy, std::string const &name)
{
    using Needs = UniquePolicy::Column;
    if (policy.column == Needs::none) {
        return {};
    }
    if (!key.operators.empty() && policy.way != UniquePolicy::Way::folds) {
        return "another value may be rejected as well: it is an exclusion constraint";
    }
    if (policy.column == Needs::uuid) {
        return uuid_of(table, key).empty() ? "the key has no uuid of its own" : "";
    }
    auto const &column = *model::find_column(table.target, name);
    if (policy.column == Needs::any) {
        auto const ordered = !model::types_bind(table.target.engine) || identity::is_ordered_as_text(column.type);
        return ordered ? ""
                       : fmt::format("the greatest is not defined for column \"{}\" of type {}", name, column.type);
    }
    if (!contains(columns_of(key), name)) {
        return fmt::format("column \"{}\" is not in the key", name);
    }
    if (name == table.name_column) {
        return "names of accounts have rules of their own: `on_collision` in [users]";
    }
    if (model::refers(table, name)) {
        return fmt::format("column \"{}\" refers to other rows", name);
    }
    if (policy.column == Needs::text) {
        return column.kind == model::Kind::text ? ""
                                                : fmt::format("column \"{}\" is not text but {}", name, column.type);
    }
    if (column.kind != model::Kind::integer) {
        return fmt::format("column \"{}\" is not an integer but {}", name, column.type);
    }
    auto const plain =
        std::all_of(key.parts.begin(), key.parts.end(), [](auto const &part) { return !part.column.empty(); });
    if (!plain || !key.spelling_tells) {
        return "the key is not over plain columns";
    }
    return references::is_numbered(table.target, column) ? fmt::format("column \"{}\" is an id", name) : "";
}

class Checker {
public:
    Checker(job::Job const &job, MappedTable const &table) : m_job(job), m_table(table) {}

    void check(plan::OnConflictPlan const &rule) const
    {
        auto const &label = m_table.target.label;
        auto const &policy = policy_named(m_job.rules, rule.policy);
        auto columns = rule.ignore;
        if (!rule.column.empty()) {
            columns.push_back(rule.column);
        }
        for (auto const &name : columns) {
            require_column(rule, name);
        }
        check_set(m_job.plan, m_table, rule);
        auto const keys = meant(rule);
        auto const accounts = !m_table.name_column.empty();
        if (accounts && (policy.way == UniquePolicy::Way::folds || policy.way == UniquePolicy::Way::renumbers ||
                         policy.name == m_job.rules.unique_policies.front().name || !rule.ignore.empty())) {
            fail(rule, "accounts are merged by `match` in [users] only",
                 "for the users table: reissue, suffix or refuse");
        }
        std::string why;
        for (auto const &key : keys) {
            why = why_not(m_table, key, policy, rule.column);
            if (!rule.unique.empty() && !why.empty()) {
                fail(rule, fmt::format("policy \"{}\" cannot apply: {}", policy.name, why));
            }
            if (why.empty()) {
                return;
            }
        }
        fail(rule, fmt::format("policy \"{}\" applies to no unique key of table \"{}\"", policy.name, label) +
                       (why.empty() ? "" : ": " + why));
    }

private:
    [[noreturn]] void fail(plan::OnConflictPlan const &rule, std::string const &sentence,
                           std::string const &next = {}) const
    {
        throw plan::plan_error(m_job.plan, rule.position, rule.section + ": " + sentence, next);
    }

    void require_column(plan::OnConflictPlan const &rule, std::string const &name) const
    {
        if (model::find_column(m_table.target, name) == nullptr) {
            fail(rule, fmt::format("table \"{}\" has no column \"{}\"", m_table.target.label, name),
                 model::did_you_mean(name, column_names(m_table.target)));
        }
    }

    std::vector<UniqueKey> meant(plan::OnConflictPlan const &rule) const
    {
        auto keys = all_keys(m_job.plan, m_table);
        if (rule.unique.empty()) {
            return keys;
        }
        std::string list;
        for (auto const &key : keys) {
            list += fmt::format("{}({})", list.empty() ? "" : ", ", fmt::join(columns_of(key), ", "));
        }
        std::erase_if(keys, [&](auto const &key) { return !is_meant(rule.unique, key); });
        if (!keys.empty()) {
            return keys;
        }
        if (!m_table.name_column.empty() && rule.unique == Names{m_table.name_column}) {
            fail(rule, "names of accounts have rules of their own: `on_collision` in [users]");
        }
        for (auto const &name : rule.unique) {
            require_column(rule, name);
        }
        fail(rule,
             fmt::format("table \"{}\" of the target has no unique key over ({})", m_table.target.label,
                         fmt::join(rule.unique, ", ")),
             (list.empty() ? "it has none" : "its unique keys are " + list) +
                 "; one that only the application knows is declared with [[unique]]");
    }

    job::Job const &m_job;
    MappedTable const &m_table;
};

void check_declared(plan::Plan const &plan, model::Mapping const &mapping)
{
    Names labels;
    for (auto const &table : mapping) {
        labels.push_back(table.target.label);
    }
    for (auto const &unique_plan : plan.uniques) {
        auto const *const table = model::find_table(mapping, unique_plan.table);
        if (table == nullptr) {
            throw plan::plan_error(plan, unique_plan.position,
                                   "[[unique]]: no source has a table \"" + unique_plan.table + "\"",
                                   model::did_you_mean(unique_plan.table, labels));
        }
        for (auto const &name : unique_plan.columns) {
            if (model::find_column(table->target, name) == nullptr) {
                throw plan::plan_error(
                    plan, unique_plan.position,
                    fmt::format("[[unique]]: table \"{}\" has no column \"{}\"", unique_plan.table, name),
                    model::did_you_mean(name, column_names(table->target)));
            }
        }
    }
}

} // namespace

std::vector<KeyRule> key_rules(job::Job const &job, staging::Staging const &staging, MappedTable const &table)
{
    std::vector<KeyRule> result;
    auto const id = own_id(staging, table);
    auto const rules = plan::conflict_rules(job.plan, table.target.label);
    for (auto const &key : all_keys(job.plan, table)) {
        KeyRule rule{key, job.rules.unique_policies.front(), {}, {}, {}, where_of(job.plan, table, key), false};
        plan::OnConflictPlan const *chosen = nullptr;
        for (auto const *const one : rules) {
            auto const named = !one->unique.empty();
            auto const &policy = policy_named(job.rules, one->policy);
            auto const fits = named ? is_meant(one->unique, key) : why_not(table, key, policy, one->column).empty();
            if (fits && (chosen == nullptr || (named && chosen->unique.empty()))) {
                rule.policy = policy;
                rule.column = policy.column == UniquePolicy::Column::uuid ? uuid_of(table, key) : one->column;
                rule.ignore = one->ignore;
                rule.stated = true;
                rule.set = one->set;
                chosen = one;
            }
        }
        rule.own_id = id;
        for (auto const &column : table.target.columns) {
            if (plan::find_value(job.plan, table.target.label, column.name) != nullptr) {
                rule.computed.push_back(column.name);
            }
        }
        result.push_back(std::move(rule));
    }
    return result;
}

void check_unique_keys(job::Job const &job, model::Mapping const &mapping)
{
    check_declared(job.plan, mapping);
    auto const numbered = mapping::numbered_columns(mapping);
    for (auto const &table : mapping) {
        for (auto const *const rule : plan::conflict_rules(job.plan, table.target.label)) {
            Checker(job, table).check(*rule);
            refuse_part_of_reference(job, mapping, table.target.label, *rule);
            refuse_order_of_ids(job, table, *rule, numbered);
        }
    }
}

std::string text_for_policy(job::Job const &job, model::Mapping const &mapping, MappedTable const &table,
                            UniqueKey const &key, UniquePolicy const &policy)
{
    for (auto const &name : columns_of(key)) {
        auto const is_filled = std::all_of(table.sources.begin(), table.sources.end(), [&](auto const &source) {
            return source.rows == 0 || model::find_filled(source, name) != nullptr;
        });
        if (is_filled && !model::find_column(table.target, name)->generated &&
            plan::find_value(job.plan, table.target.label, name) == nullptr &&
            why_not(table, key, policy, name).empty() && !part_of_reference(mapping, table.target.label, {name})) {
            return name;
        }
    }
    return {};
}

Names columns_that_must_agree(MappedTable const &table, KeyRule const &rule)
{
    Names result;
    for (auto const &column : table.sources.front().columns) {
        auto const own_id = column.name == rule.own_id;
        auto const is_part = std::any_of(rule.key.parts.begin(), rule.key.parts.end(),
                                         [&](auto const &part) { return part.column == column.name; });
        // texts that a collation or citext makes equal are not the same to a reader
        auto const &there = *model::find_column(table.target, column.name);
        auto const spelt_alike = rule.key.spelling_tells && !there.type.ends_with("citext");
        auto const same = is_part && rule.key.operators.empty() && (spelt_alike || there.kind != model::Kind::text);
        if (!own_id && !same && !contains(rule.ignore, column.name) && !contains(rule.computed, column.name)) {
            result.push_back(column.name);
        }
    }
    return result;
}

} // namespace tributary::uniqueness
