#include "merge/model/masked.hpp"
#include "merge/steps/steps.hpp"
#include "reports/report.hpp"
#include "tools/all.hpp"
#include "tools/story.hpp"

#include <cstddef>
#include <iostream>

namespace tributary::tools {
namespace {

model::Exit run_explain(Invocation const &invocation)
{
    auto story = steps::explain(invocation.plan, *invocation.options.subject);
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
    "Shows one account, written source/name or source/#id, or by a name or an id alone: its keys, what it matched or nearly matched,\n"
    "what happens to its name and its rows, and which questions about it are open.",
    "tributary explain pico.toml lists/alice",
    {"json"},
    run_explain,
    "ACCOUNT"};

} // namespace tributary::tools
