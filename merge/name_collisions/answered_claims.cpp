#include "merge/name_collisions/answered_claims.hpp"

#include <map>
#include <string>

namespace tributary::name_collisions {

AnsweredClaims answered_claims(NameQuestions const &questions, std::vector<Collision> const &collisions,
                               answers::Answers &answers)
{
    auto const &accounts = questions.accounts;
    auto const source_of = [&](model::AccountIndex account) -> std::string const & {
        return accounts.sources[accounts.list()[account].source];
    };
    AnsweredClaims result;
    std::map<std::string, model::AccountIndex> keeping;
    for (auto const &collision : collisions) {
        auto const asked = questions.about(collision.gives_up, collision.keeps);
        auto const answer = answers.find(asked);
        if (!answer) {
            continue;
        }
        if (answer->decision == plan::Decision::merge) {
            answers.obeyed(answer->number);
            result.joins.push_back({collision.keeps, collision.gives_up, *answer});
            continue;
        }
        auto const keeps_name =
            answer->decision == plan::Decision::keep ||
            (answer->decision == plan::Decision::survivor && answer->word == source_of(collision.gives_up));
        if (keeps_name) {
            answers.obeyed(answer->number);
            auto const [first, is_first] = keeping.emplace(collision.name, collision.gives_up);
            if (is_first) {
                result.keepers.insert(collision.gives_up);
            } else {
                answers.refuse(asked, "two answers keep this name");
                answers.refuse(questions.about(first->second, collision.keeps), "two answers keep this name");
                result.keepers.erase(first->second);
            }
        }
    }
    return result;
}

} // namespace tributary::name_collisions
