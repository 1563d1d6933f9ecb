#include "tools/story.hpp"

#include "merge/model/terminal.hpp"
#include "reports/layout.hpp"
#include "tools/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iostream>

namespace tributary::tools {

void write_story(std::ostream &out, std::vector<steps::StoryLine> const &story, std::size_t width)
{
    constexpr std::size_t indent = 20;
    width = std::max(width, 2 * indent);
    for (auto const &line : story) {
        auto topic = line.topic;
        for (auto const &part : reports::wrapped_around_commands(model::printable(line.text), width - indent)) {
            out << fmt::format("{:<{}}{}\n", topic, indent, part);
            topic.clear();
        }
    }
}

void print_story(std::vector<steps::StoryLine> const &story) { write_story(std::cout, story, width_of_stdout()); }

} // namespace tributary::tools
