#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.renames([&](model::RenameFact const &rename) {
        sink({rename.account, rename.old_id, rename.new_id, rename.old_name, rename.new_name, rename.rule,
              rename.reason});
    });
}

} // namespace

Report const renames{"renames",
                     "accounts that get another name",
                     "Renamed accounts",
                     {"account", "old_id", "new_id", "old_name", "new_name", "rule", "reason"},
                     rows};

} // namespace tributary::reports
