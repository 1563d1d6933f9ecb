#include "merge/references/path.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace tributary::references {
namespace {

Step in_brackets(std::string_view inside)
{
    if (inside == "*") {
        return {Step::Kind::every_element, {}, 0};
    }
    Step step{Step::Kind::element, {}, 0};
    auto const *const end = inside.data() + inside.size();
    auto const [stop, error] = std::from_chars(inside.data(), end, step.number);
    if (inside.empty() || error != std::errc() || stop != end) {
        throw std::invalid_argument("brackets must contain a number or *");
    }
    return step;
}

} // namespace

std::vector<Step> read_path(std::string_view text)
{
    if (!text.starts_with('$')) {
        throw std::invalid_argument("a path must begin with $");
    }
    std::vector<Step> steps;
    std::size_t at = 1;
    while (at < text.size()) {
        if (text[at] == '[') {
            auto const end = text.find(']', at);
            if (end == std::string_view::npos) {
                throw std::invalid_argument("[ without a closing ]");
            }
            steps.push_back(in_brackets(text.substr(at + 1, end - at - 1)));
            at = end + 1;
            continue;
        }
        if (text[at] != '.') {
            throw std::invalid_argument("a step must begin with . or [");
        }
        ++at;
        auto const quoted = at < text.size() && text[at] == '"';
        auto const end = quoted ? text.find('"', at + 1) : std::min(text.find_first_of(".[", at), text.size());
        if (end == std::string_view::npos) {
            throw std::invalid_argument("a quoted member is not closed");
        }
        auto const name = quoted ? text.substr(at + 1, end - at - 1) : text.substr(at, end - at);
        if (name.empty() && !quoted) {
            throw std::invalid_argument("a step has no name");
        }
        auto const every = name == "*" && !quoted;
        steps.push_back({every ? Step::Kind::every_member : Step::Kind::member, std::string(name), 0});
        at = end + (quoted ? 1 : 0);
    }
    return steps;
}

} // namespace tributary::references
