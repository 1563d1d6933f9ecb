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

Report const outside{
    "outside", "what no database holds, and what to do about it", "Outside of the databases", {"source", "to_do"}, rows,
    false};

} // namespace tributary::reports
