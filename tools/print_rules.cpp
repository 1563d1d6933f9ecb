#include "tools/print_rules.hpp"

#include "reports/report.hpp"
#include "rules/rules.hpp"

#include <fmt/format.h>

#include <iostream>
#include <string>
#include <vector>

namespace tributary::tools {
namespace {

struct Listed {
    std::string name;
    std::string help;
};

struct List {
    std::string key; ///< of the plan, where the rules are chosen
    std::string title;
    std::vector<Listed> rules;
};

template <typename Rule> List list_of(std::string key, std::string title, std::span<Rule const> rules)
{
    List list{std::move(key), std::move(title), {}};
    for (auto const &rule : rules) {
        list.rules.push_back({std::string(rule.name), std::string(rule.help)});
    }
    return list;
}

} // namespace

void print_rules(bool as_json)
{
    std::vector const lists{
        list_of("match", "Match rules ([users] match)", rules::match_rules()),
        list_of("on_collision", "New names ([users] on_collision)", rules::name_policies()),
        list_of("fold", "Folds ([users] names.fold)", rules::foldings()),
        list_of("format", "Key formats ([users] keys.format)", rules::key_formats()),
        list_of("survivorship", "Survivorship (survivorship)", rules::survivorships()),
        list_of("policy", "Unique policies ([table.NAME] on_conflict.policy)", rules::unique_policies())};
    std::string text;
    for (auto const &list : lists) {
        text += as_json ? (text.empty() ? "{\n  " : ",\n  ") + reports::json_text(list.key) + ": ["
                        : (text.empty() ? "" : "\n") + list.title + ":\n";
        for (std::size_t i = 0; i < list.rules.size(); ++i) {
            auto const &rule = list.rules[i];
            text += as_json ? fmt::format("{}\n    {{\"name\": {}, \"help\": {}}}", i == 0 ? "" : ",",
                                          reports::json_text(rule.name), reports::json_text(rule.help))
                            : fmt::format("  {:<22} {}\n", rule.name, rule.help);
        }
        text += as_json ? "\n  ]" : "";
    }
    std::cout << text << (as_json ? "\n}\n" : "");
}

} // namespace tributary::tools
