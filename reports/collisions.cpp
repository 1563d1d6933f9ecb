#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.collisions([&](model::CollisionFact const &collision) {
        sink({collision.name, collision.keeps, collision.gives_up,
              collision.new_name.empty() ? Value() : Value(collision.new_name)});
    });
}

} // namespace

Report const collisions{"collisions",
                        "names that two or more people have, and who keeps them",
                        "Contested names",
                        {"name", "keeps", "gives_up", "new_name"},
                        rows,
                        true,
                        [](model::Facts const &facts) { return facts.summary.contested_names; }};

} // namespace tributary::reports
