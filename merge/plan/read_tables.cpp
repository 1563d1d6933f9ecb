#include "merge/plan/read_tables.hpp"

#include <algorithm>

namespace tributary::plan {
namespace {

/// `from = { source = "its name there" }`.
std::map<std::string, std::string> read_from(std::string const &file, TomlSection &owner,
                                             std::vector<std::string> const &sources)
{
    std::map<std::string, std::string> result;
    if (owner.node("from") == nullptr) {
        return result;
    }
    auto section = owner.section("from", "`from`");
    for (auto const &source : section.keys()) {
        if (std::find(sources.begin(), sources.end(), source) == sources.end()) {
            fail(file, section.position_of_key(source), "`from`: there is no source \"" + source + "\"",
                 allowed_here(source, sources));
        }
        result[source] = section.required_text(source);
    }
    return result;
}

std::vector<ColumnPlan> read_columns(std::string const &file, TomlSection &owner, std::string const &table,
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
        column.from = read_from(file, section, sources);
        column.value = section.text("value").value_or("");
        column.value_position = section.position_of_key("value");
        section.refuse_the_rest();
        result.push_back(std::move(column));
    }
    all.refuse_the_rest();
    return result;
}

OnConflictPlan read_on_conflict(std::string const &file, TomlSection &section, Choices const &choices)
{
    OnConflictPlan rule;
    rule.position = section.position();
    rule.unique = section.texts("unique").value_or(rule.unique);
    rule.policy = section.choice("policy", section.required_text("policy"), choices.unique_policies);
    rule.column = section.text("column").value_or("");
    rule.ignore = section.texts("ignore").value_or(rule.ignore);
    section.refuse_the_rest();
    auto const needs_column = std::find(choices.column_policies.begin(), choices.column_policies.end(), rule.policy) !=
                              choices.column_policies.end();
    if (needs_column && rule.column.empty()) {
        fail(file, rule.position, "policy \"" + rule.policy + "\" needs a `column`",
             "{ unique = […], policy = \"" + rule.policy + "\", column = \"…\" }");
    }
    if (!needs_column && !rule.column.empty()) {
        fail(file, section.position_of_key("column"), "policy \"" + rule.policy + "\" takes no `column`");
    }
    return rule;
}

TablePlan read_table(std::string const &file, TomlSection &section, std::string const &name, Choices const &choices,
                     std::vector<std::string> const &sources)
{
    TablePlan table;
    table.name = name;
    table.position = section.position();
    table.match = section.texts("match").value_or(table.match);
    table.match_position = section.position_of_key("match");
    table.nulls_equal = section.flag("nulls_equal");
    if (table.nulls_equal && table.match.empty()) {
        fail(file, section.position_of_key("nulls_equal"), "`nulls_equal` is about the columns of `match`",
             "match = [\"…\"]");
    }
    table.survivorship = read_survivorship(section, choices, sources);
    for (auto &rule : section.sections("on_conflict", "a rule of `on_conflict`")) {
        table.on_conflict.push_back(read_on_conflict(file, rule, choices));
    }
    table.from = read_from(file, section, sources);
    table.columns = read_columns(file, section, name, sources);
    table.where = section.text("where").value_or("");
    table.where_position = section.position_of_key("where");
    table.drop = section.texts("drop").value_or(table.drop);
    table.drop_position = section.position_of_key("drop");
    auto const load = section.flag("load");
    table.load = load.value_or(table.load);
    table.says_load = load.has_value();
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

} // namespace tributary::plan
