#include "tools/story.hpp"

#include "merge/model/terminal.hpp"
#include "reports/layout.hpp"
#include "tools/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iostream>

namespace tributary::tools {

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

} // namespace tributary::tools
