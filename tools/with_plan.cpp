#include "tools/with_plan.hpp"

#include "merge/model/shell.hpp"

#include <string_view>

namespace tributary::tools {

std::string with_plan(std::string text, std::string const &plan)
{
    constexpr std::string_view begin = "`tributary ";
    constexpr std::string_view placeholder = "PLAN";
    if (plan.empty()) {
        return text;
    }
    auto const path = model::shell_word(plan);
    for (auto at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
        at += begin.size();
        auto const word = text.find(' ', at); // after the command
        if (word != std::string::npos && text.compare(word + 1, placeholder.size(), placeholder) == 0) {
            text.replace(word + 1, placeholder.size(), path);
        }
    }
    return text;
}

} // namespace tributary::tools
