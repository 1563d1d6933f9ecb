#include "merge/plan/suffix.hpp"

#include <array>

namespace tributary::plan {

Affixes affixes(Plan const &plan, std::string_view source)
{
    constexpr std::string_view name_word = "{name}";
    constexpr std::string_view source_word = "{source}";
    std::array<std::string, 2> parts;
    std::size_t part = 0;
    for (std::string_view rest = plan.users.suffix; !rest.empty();) {
        if (rest.starts_with(name_word) && part == 0) {
            part = 1;
            rest.remove_prefix(name_word.size());
        } else if (rest.starts_with(source_word)) {
            parts[part] += source;
            rest.remove_prefix(source_word.size());
        } else if (rest.front() == '{' || rest.front() == '}') {
            throw plan_error(plan, plan.users.suffix_position, "`suffix` takes {name} once, and {source}",
                             "such as \"tmp\", \"-{source}\" or \"{name}-{source}\"");
        } else {
            parts[part] += rest.front();
            rest.remove_prefix(1);
        }
    }
    return part == 0 ? Affixes{"", parts[0]} : Affixes{parts[0], parts[1]};
}

} // namespace tributary::plan
