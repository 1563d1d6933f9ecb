#include "merge/model/masked.hpp"
#include "merge/model/terminal.hpp"
#include "merge/steps/steps.hpp"
#include "reports/layout.hpp"
#include "reports/report.hpp"
#include "tools/all.hpp"
#include "tools/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iostream>
#include <vector>

namespace tributary::tools {
namespace {

void print_story(std::vector<steps::StoryLine> const &story)
{
    constexpr std::size_t indent = 20;
    auto const width = std::max(width_of_stdout(), 2 * indent);
    for (auto const &line : story) {
        auto topic = line.topic;
        for (auto const &part : reports::wrapped_around_commands(model::printable(line.text), width - indent)) {
            std::cout << fmt::format("{:<{}}{}\n", topic, indent, part);
            topic.clear();
        }
    }
}

model::Exit run_explain(Invocation const &invocation)
{
    auto story = steps::explain(invocation.plan, invocation.options.subject);
    for (auto &line : story) {
        line.text = model::without_secrets(line.text);
    }
    if (invocation.options.json) {
        std::cout << "[";
        for (std::size_t i = 0; i < story.size(); ++i) {
            std::cout << (i == 0 ? "\n  " : ",\n  ") << "{\"topic\": " << reports::json_text(story[i].topic)
                      << ", \"text\": " << reports::json_text(story[i].text) << "}";
        }
        std::cout << "\n]\n";
    } else {
        print_story(story);
    }
    warn_of_another_plan(invocation);
    return model::Exit::clean;
}

} // namespace

Command const explain{
    "explain",
    "explain what happens to one account, and why",
    "Shows one account, written source/name or source/#id: its keys, what it matched or nearly matched,\n"
    "what happens to its name and its rows, and which questions about it are open.",
    "tributary explain pico.toml lists/alice",
    {"json"},
    run_explain,
    "ACCOUNT"};

} // namespace tributary::tools
