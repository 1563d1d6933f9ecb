#include "rules/all.hpp"
#include "rules/uuid.hpp"

#include <set>
#include <string>

namespace tributary::rules {
namespace {

model::RivalVerdict settle_by_reissue(std::span<model::Rival const> rivals, model::RivalContext const &context)
{
    model::RivalVerdict verdict;
    verdict.values.resize(rivals.size());
    std::set<std::string> given;
    for (std::size_t i = 1; i < rivals.size(); ++i) {
        auto const &own = rivals[i].value;
        auto const name = std::string(rivals[i].source);
        std::optional<std::string> made;
        for (int number = 1; number == 1 || (made && (given.contains(*made) || (*context.taken)(i, *made))); ++number) {
            made = uuid_version_5(own, number == 1 ? name : name + "#" + std::to_string(number));
        }
        if (!made) {
            verdict.helpless.push_back(i);
            continue;
        }
        given.insert(*made);
        verdict.values[i] = model::Value{own.type, 0, 0, std::move(*made), own.source};
    }
    return verdict;
}

} // namespace

model::UniquePolicy const reissue{
    "reissue", "later rows get a new uuid, version 5 of their old one and their source; references follow",
    model::UniquePolicy::Way::gives, model::UniquePolicy::Column::uuid, settle_by_reissue};

} // namespace tributary::rules
