#include "merge/plan/environment.hpp"

#include <cstdlib>

namespace tributary::plan {

Expanded expand(std::string const &text)
{
    Expanded result;
    std::size_t from = 0;
    for (auto at = text.find("${"); at != std::string::npos; at = text.find("${", from)) {
        auto const end = text.find('}', at);
        if (end == std::string::npos) {
            result.unclosed = true;
            return result;
        }
        auto const variable = text.substr(at + 2, end - at - 2);
        auto const *const found =
            std::getenv(variable.c_str()); // NOLINT(concurrency-mt-unsafe): nothing sets variables here
        if (found == nullptr) {
            result.missing = variable;
            return result;
        }
        result.text += text.substr(from, at - from) + found;
        from = end + 1;
    }
    result.text += text.substr(from);
    return result;
}

} // namespace tributary::plan
