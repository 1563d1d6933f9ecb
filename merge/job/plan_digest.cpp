#include "merge/job/plan_digest.hpp"

#include "merge/staging/row_digest.hpp"

namespace tributary::job {

std::string plan_digest(plan::Plan const &plan)
{
    auto text = staging::sha256(plan.text);
    for (auto const &script : {plan.target.before, plan.target.after}) {
        text += script ? staging::sha256(script->text) : "-";
    }
    // what the answers say, not how the file says it: rows may come in any order
    for (auto const &answer : plan.answers) {
        for (auto const &part : {answer.id, answer.kind, answer.account, answer.table, answer.row, answer.claimants,
                                 answer.proposal.value_or(""), answer.decision_text()}) {
            text += part + '\0';
        }
    }
    return staging::sha256(text);
}

} // namespace tributary::job
