#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.sources([&](model::SourceFact const &fact) {
        sink({fact.source,
              "change its signing secret, and empty its caches: sessions, cookies, tokens and links that it "
              "signed hold old ids, which may be those of other people now"});
    });
}

} // namespace

Report const outside{.name = "outside",
                     .help = "what no database holds, and what to do about it",
                     .title = "Outside of the databases",
                     .columns = {"source", "to_do"},
                     .rows = rows,
                     .is_list = false,
                     .is_whole = true};

} // namespace tributary::reports
