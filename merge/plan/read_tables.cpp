#include "merge/plan/read_tables.hpp"

#include <algorithm>

namespace tributary::plan {
namespace {

/// `key = { source = "text" }`.
std::map<std::string, std::string> read_texts(TomlSection &owner, std::string const &key,
                                              std::vector<std::string> const &sources)
{
    std::map<std::string, std::string> result;
    if (owner.node(key) == nullptr) {
        return result;
    }
    auto section = owner.by_source(key, sources);
    for (auto const &source : section.keys()) {
        result[source] = section.required_text(source);
    }
    return result;
}

/// `where = "condition"`, or by source.
void read_where(TomlSection &section, std::vector<std::string> const &sources, TablePlan &table)
{
    table.where_position = section.position_of_key("where");
    if (section.has_table("where")) {
        table.where_in = read_texts(section, "where", sources);
    } else {
        table.where = section.text_if_there("where");
    }
}

/// `load = false`, or by source.
void read_load(TomlSection &section, std::vector<std::string> const &sources, TablePlan &table)
{
    table.load_position = section.position_of_key("load");
    table.says_load = section.node("load") != nullptr;
    if (!section.has_table("load")) {
        table.load = section.flag("load").value_or(table.load);
        return;
    }
    auto choices = section.by_source("load", sources);
    for (auto const &source : choices.keys()) {
        table.load_of[source] = choices.flag(source).value_or(true);
    }
    table.load = std::any_of(sources.begin(), sources.end(), [&](auto const &source) {
        return !table.load_of.contains(source) || table.load_of.at(source);
    });
    if (!table.load) {
        table.load_of.clear();
    }
}

std::optional<OnSelf> read_on_self(TomlSection &section)
{
    auto const word = section.text("on_self");
    if (!word) {
        return std::nullopt;
    }
    section.choice("on_self", *word, {"ask", "keep", "drop-row", "null"});
    return *word == "ask"    ? OnSelf::ask
           : *word == "keep" ? OnSelf::keep
           : *word == "null" ? OnSelf::null
                             : OnSelf::drop_row;
}

std::vector<ColumnPlan> read_columns(TomlSection &owner, std::string const &table,
                                     std::vector<std::string> const &sources)
{
    std::vector<ColumnPlan> result;
    if (owner.node("column") == nullptr) {
        return result;
    }
    auto all = owner.section("column", "[table." + table + ".column]");
    for (auto const &name : all.keys()) {
        auto section = all.section(name, "[table." + table + ".column." + name + "]");
        ColumnPlan column;
        column.name = name;
        column.position = section.position();
        column.from = read_texts(section, "from", sources);
        column.value = section.text_if_there("value");
        column.value_position = section.position_of_key("value");
        section.refuse_the_rest();
        result.push_back(std::move(column));
    }
    all.refuse_the_rest();
    return result;
}

/// `set = { column = "expression" }` of a policy that sets columns.
void read_set(std::string const &file, TomlSection &section, Choices const &choices, OnConflictPlan &rule)
{
    auto const sets = std::find(choices.setting_policies.begin(), choices.setting_policies.end(), rule.policy) !=
                      choices.setting_policies.end();
    if (section.node("set") == nullptr) {
        if (sets) {
            fail(file, rule.position, "policy \"" + rule.policy + "\" needs `set`",
                 "policy = \"" + rule.policy + "\", set = { column = \"expression\" }");
        }
        return;
    }
    if (!sets) {
        fail(file, section.position_of_key("set"), "policy \"" + rule.policy + "\" takes no `set`",
             choices.setting_policies.empty() ? "" : "policy = \"" + choices.setting_policies.front() + "\" takes it");
    }
    auto columns = section.section("set", "`set`");
    for (auto const &column : columns.keys()) {
        rule.set.push_back({column, columns.required_text(column), columns.position_of_key(column)});
    }
    if (rule.set.empty()) {
        fail(file, section.position_of_key("set"), "`set` names no column", "set = { column = \"expression\" }");
    }
    if (rule.unique.empty()) { // what takes a row out of one key does not take it out of others
        fail(file, rule.position, "policy \"" + rule.policy + "\" needs `unique`: which key the rows are to leave");
    }
}

void read_policy(std::string const &file, TomlSection &section, Choices const &choices, OnConflictPlan &rule)
{
    rule.policy = section.choice("policy", section.required_text("policy"), choices.unique_policies);
    rule.column = section.text("column").value_or("");
    rule.ignore = section.texts("ignore").value_or(rule.ignore);
    read_set(file, section, choices, rule);
    auto const needs_column = std::find(choices.column_policies.begin(), choices.column_policies.end(), rule.policy) !=
                              choices.column_policies.end();
    if (needs_column && rule.column.empty()) {
        fail(file, rule.position, "policy \"" + rule.policy + "\" needs a `column`",
             "policy = \"" + rule.policy + "\", column = \"…\"");
    }
    if (!needs_column && !rule.column.empty()) {
        fail(file, section.position_of_key("column"), "policy \"" + rule.policy + "\" takes no `column`");
    }
}

OnConflictPlan read_on_conflict(std::string const &file, TomlSection &section, Choices const &choices)
{
    OnConflictPlan rule;
    rule.section = "`on_conflict`";
    rule.position = section.position();
    rule.unique = section.texts("unique").value_or(rule.unique);
    read_policy(file, section, choices, rule);
    section.refuse_the_rest();
    return rule;
}

UniquePlan read_unique(std::string const &file, TomlSection &section, Choices const &choices)
{
    UniquePlan unique;
    unique.position = section.position();
    unique.table = section.required_text("table");
    unique.columns = section.required_texts("columns");
    unique.where = section.text_if_there("where");
    unique.nulls_equal = section.flag("nulls_equal");
    if (section.node("policy") != nullptr) {
        unique.rule.emplace();
        unique.rule->section = "[[unique]]";
        unique.rule->position = unique.position;
        unique.rule->unique = {unique.name()};
        read_policy(file, section, choices, *unique.rule);
    }
    for (auto const *const key : {"column", "ignore", "set"}) {
        if (!unique.rule && section.node(key) != nullptr) {
            fail(file, section.position_of_key(key), std::string("`") + key + "` belongs to a `policy`",
                 "policy = \"…\" in the same [[unique]]");
        }
    }
    section.refuse_the_rest();
    return unique;
}

TablePlan read_table(std::string const &file, TomlSection &section, std::string const &name, Choices const &choices,
                     std::vector<std::string> const &sources)
{
    TablePlan table;
    table.name = name;
    table.position = section.position();
    table.match = section.texts("match").value_or(table.match);
    table.match_position = section.position_of_key("match");
    table.shared = section.flag("shared").value_or(false);
    if (table.shared && table.match.empty()) {
        fail(file, section.position_of_key("shared"), "`shared` is about the columns of `match`", "match = [\"…\"]");
    }
    table.nulls_equal = section.flag("nulls_equal");
    if (table.nulls_equal && table.match.empty()) {
        fail(file, section.position_of_key("nulls_equal"), "`nulls_equal` is about the columns of `match`",
             "match = [\"…\"]");
    }
    table.survivorship = read_survivorship(section, choices, sources);
    for (auto &rule : section.sections("on_conflict", "a rule of `on_conflict`")) {
        table.on_conflict.push_back(read_on_conflict(file, rule, choices));
    }
    table.from = read_texts(section, "from", sources);
    table.columns = read_columns(section, name, sources);
    read_where(section, sources, table);
    table.drop = section.texts("drop").value_or(table.drop);
    table.drop_position = section.position_of_key("drop");
    read_load(section, sources, table);
    table.on_self = read_on_self(section);
    table.on_self_position = section.position_of_key("on_self");
    if (auto const stage = section.text("stage")) {
        section.choice("stage", *stage, {"rows"});
    }
    section.refuse_the_rest();
    return table;
}

} // namespace

std::vector<SurvivorshipPlan> read_survivorship(TomlSection &owner, Choices const &choices,
                                                std::vector<std::string> const &sources)
{
    std::vector<SurvivorshipPlan> result;
    if (owner.node("survivorship") == nullptr) {
        return result;
    }
    auto section = owner.section("survivorship", "`survivorship`");
    for (auto const &column : section.keys()) {
        SurvivorshipPlan chosen;
        chosen.column = column;
        chosen.position = section.position_of_key(column);
        auto const word = section.required_text(column);
        constexpr std::string_view of_source = "source:";
        if (word.starts_with(of_source)) {
            chosen.rule = "source";
            chosen.source = section.choice(column, word.substr(of_source.size()), sources);
        } else {
            auto const bracket = word.ends_with(')') ? word.find('(') : std::string::npos;
            chosen.rule = section.choice(column, word.substr(0, bracket), choices.survivorships);
            if (bracket != std::string::npos) {
                chosen.by = word.substr(bracket + 1, word.size() - bracket - 2);
            }
        }
        result.push_back(std::move(chosen));
    }
    section.refuse_the_rest();
    return result;
}

std::vector<TablePlan> read_tables(std::string const &file, TomlSection &root, Choices const &choices,
                                   std::vector<std::string> const &sources)
{
    std::vector<TablePlan> result;
    if (root.node("table") == nullptr) {
        return result;
    }
    auto all = root.section("table", "[table]");
    for (auto const &name : all.keys()) {
        auto section = all.section(name, "[table." + name + "]");
        result.push_back(read_table(file, section, name, choices, sources));
    }
    all.refuse_the_rest();
    return result;
}

std::vector<UniquePlan> read_uniques(std::string const &file, TomlSection &root, Choices const &choices)
{
    std::vector<UniquePlan> result;
    for (auto &section : root.sections("unique", "[[unique]]")) {
        result.push_back(read_unique(file, section, choices));
    }
    return result;
}

} // namespace tributary::plan
