#include "merge/model/rights.hpp"

#include <algorithm>

namespace tributary::model {

void refuse_without(std::vector<MissingRight> const &missing, std::string const &where)
{
    constexpr std::size_t shown_rights = 20;
    if (missing.empty()) {
        return;
    }
    std::string list;
    std::string next = "their owner can grant them:";
    for (std::size_t i = 0; i < std::min(missing.size(), shown_rights); ++i) {
        list += (list.empty() ? "" : ", ") + missing[i].right;
        next += "\n" + missing[i].remedy;
    }
    if (missing.size() > shown_rights) {
        list += " and " + std::to_string(missing.size() - shown_rights) + " more";
        next += "\n`tributary check PLAN` lists them all";
    }
    throw Error(Exit::unreachable, where + ": this role lacks rights: " + list, next);
}

} // namespace tributary::model
