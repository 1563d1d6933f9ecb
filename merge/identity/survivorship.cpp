#include "merge/identity/survivorship.hpp"

#include "merge/model/booleans.hpp"
#include "merge/model/expect_found.hpp"
#include "merge/model/nearest.hpp"
#include "merge/model/same_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tributary::identity {
namespace {

using model::MappedSource;
using model::MappedTable;

bool is_reference(MappedSource const &source, std::string const &name)
{
    return std::any_of(source.columns.begin(), source.columns.end(),
                       [&](auto const &column) { return column.name == name && !column.chain.empty(); });
}

} // namespace

bool is_ordered_as_text(std::string const &type)
{
    constexpr std::array ordered{"smallint", "integer",     "bigint",    "numeric",   "real", "double precision",
                                 "boolean",  "text",        "character", "timestamp", "uuid", "bytea",
                                 "citext",   "time without"};
    auto const begins = [&](char const *one) { return type.starts_with(one); };
    return type == "date" || (!type.ends_with("[]") && std::any_of(ordered.begin(), ordered.end(), begins));
}

model::SurvivorshipContext compared_as(model::Column const &column)
{
    model::SurvivorshipContext context;
    context.boolean = model::is_boolean(column);
    context.number = model::is_number(column);
    context.floating = column.type.starts_with("double") || column.type == "real";
    context.max_integer = column.max_integer;
    return context;
}

/// All columns whose differences say something: not the row's own id, and not the users' name, which has its own rules.
std::vector<model::Column> compared_columns(MappedTable const &table)
{
    auto const *const primary = model::primary_key(table.target);
    std::vector<model::Column> result;
    for (auto const &column : table.target.columns) {
        auto const own_id = primary != nullptr && primary->columns == std::vector{column.name};
        if (!column.generated && !own_id && column.name != table.name_column) {
            result.push_back(column);
        }
    }
    return result;
}

model::Survivorship const &rule_named(job::Rules const &rules, std::string const &name)
{
    return model::expect_named(rules.survivorships, name, "survivorship");
}

namespace {

/// `newest(column)`: the column has an order that is one in time, and every source has it.
void check_deciding_column(plan::Plan const &plan, model::MappedTable const &table, plan::SurvivorshipPlan const &rule,
                           bool is_by_column, std::vector<std::string> const &names)
{
    auto const refuse = [&](std::string const &why, std::string const &next = {}) {
        throw plan::plan_error(plan, rule.position, "`survivorship`: " + why, next);
    };
    if (!is_by_column) {
        if (!rule.by.empty()) {
            refuse(fmt::format("{} takes no column", rule.rule));
        }
        return;
    }
    if (rule.by.empty()) {
        refuse(fmt::format("{} needs the column that says which row it is", rule.rule),
               fmt::format("{} = \"{}(last_login)\"", rule.column, rule.rule));
    }
    if (std::find(names.begin(), names.end(), rule.by) == names.end()) {
        refuse(fmt::format("{}({}): table \"{}\" has no column \"{}\" that can decide", rule.rule, rule.by,
                           table.target.label, rule.by),
               model::did_you_mean(rule.by, names));
    }
    if (plan::find_value(plan, table.target.label, rule.by) != nullptr) {
        refuse(fmt::format("{}({}): \"{}.{}\" has a `value`, which is computed after rows are merged", rule.rule,
                           rule.by, table.target.label, rule.by),
               "choose a column that the sources fill");
    }
    auto const &type = model::find_column(table.target, rule.by)->type;
    if (model::types_bind(table.target.engine) && !is_ordered_as_text(type)) {
        refuse(fmt::format("{} is not defined for column \"{}.{}\" of type {}", rule.rule, table.target.label, rule.by,
                           type),
               "it takes numbers, texts, booleans, dates and timestamps");
    }
    for (auto const &source : table.sources) {
        if (is_reference(source, rule.by)) {
            refuse(fmt::format("column \"{}.{}\" refers to rows, and ids of several sources have no order",
                               table.target.label, rule.by),
                   "choose a column that has one, such as a date");
        }
        if (source.rows > 0 && !model::find_filled(source, rule.by)) {
            refuse(
                fmt::format("source \"{}\" has no column \"{}.{}\"", source.source_name, table.target.label, rule.by),
                fmt::format("add set = {{ \"{}.{}\" = \"NULL\" }} to that source", table.target.label, rule.by));
        }
    }
}

} // namespace

void check_survivorship(job::Job const &job, model::MappedTable const &table,
                        std::vector<plan::SurvivorshipPlan> const &rules)
{
    using Way = model::Survivorship::Way;
    auto const &plan = job.plan;
    auto const &label = table.target.label;
    std::vector<std::string> names;
    for (auto const &column : compared_columns(table)) {
        names.push_back(column.name);
    }
    for (auto const &rule : rules) {
        if (rule.column == table.name_column && rule_named(job.rules, rule.rule).way == Way::by_column) {
            check_deciding_column(plan, table, rule, true, names);
            continue;
        }
        if (std::find(names.begin(), names.end(), rule.column) == names.end()) {
            auto const *const there = model::find_column(table.target, rule.column);
            throw plan::plan_error(
                plan, rule.position,
                fmt::format("`survivorship`: {} \"{}\" of table \"{}\"",
                            there == nullptr ? "there is no column" : "no rule can be chosen for column", rule.column,
                            label),
                there == nullptr
                    ? model::did_you_mean(rule.column, names)
                    : "ids and generated columns have rules of their own; the users' name takes newest(column) and oldest(column)");
        }
        if (plan::find_value(plan, label, rule.column) != nullptr) {
            throw plan::plan_error(plan, rule.position,
                                   fmt::format("`survivorship`: `value` says what \"{}.{}\" holds", label, rule.column),
                                   "remove one of the two");
        }
        auto const way = rule_named(job.rules, rule.rule).way;
        check_deciding_column(plan, table, rule, way == Way::by_column, names);
        auto const computes = way == Way::judges || way == Way::adds_up;
        auto const is_default = rule.rule == job.rules.survivorships.front().name;
        auto const &type = model::find_column(table.target, rule.column)->type;
        if (way == Way::orders && model::types_bind(table.target.engine) && !is_ordered_as_text(type)) {
            throw plan::plan_error(plan, rule.position,
                                   fmt::format("`survivorship`: {} is not defined for column \"{}.{}\" of type {}",
                                               rule.rule, label, rule.column, type),
                                   "it takes numbers, texts, booleans, dates and timestamps");
        }
        for (auto const &source : table.sources) {
            if (computes && is_reference(source, rule.column)) {
                throw plan::plan_error(plan, rule.position,
                                       fmt::format("`survivorship`: column \"{}.{}\" refers to rows, which have no {}",
                                                   label, rule.column, rule.rule));
            }
            if (!is_default && source.rows > 0 && !model::find_filled(source, rule.column)) {
                throw plan::plan_error(
                    plan, rule.position,
                    fmt::format("`survivorship`: source \"{}\" has no column \"{}.{}\"", source.source_name, label,
                                rule.column),
                    fmt::format("add set = {{ \"{}.{}\" = \"NULL\" }} to that source", label, rule.column));
            }
        }
    }
}

} // namespace tributary::identity
