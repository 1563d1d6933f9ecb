#include "merge/plan/plan.hpp"

#include "merge/plan/suffix.hpp"
#include "rules/pattern.hpp"
#include "rules/rules.hpp"

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace {

template <typename Rules> std::vector<std::string> names(Rules const &rules)
{
    std::vector<std::string> list;
    for (auto const &rule : rules) {
        list.emplace_back(rule.name);
    }
    return list;
}

} // namespace

/// Whatever stands in a plan file, it is a plan or it is refused with a sentence.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    using namespace tributary;
    static plan::Choices const choices{names(rules::match_rules()),
                                       {"same-column"},
                                       names(rules::name_policies()),
                                       names(rules::key_formats()),
                                       names(rules::foldings()),
                                       {"min", "max", "sum"},
                                       {"suffix", "keep-newest", "set"},
                                       {"suffix"},
                                       {"set"}};
    try {
        auto const plan =
            plan::read_plan(std::string(reinterpret_cast<char const *>(data), size), "/nowhere/plan.toml", choices);
        plan::affixes(plan, plan.sources.front().name);
        if (!plan.users.names.pattern.empty()) {
            rules::matcher(plan.users.names.pattern)("alice");
        }
    } catch (model::Error const &) {          // NOLINT(bugprone-empty-catch): refused
    } catch (std::invalid_argument const &) { // NOLINT(bugprone-empty-catch): no pattern
    }
    return 0;
}
