#include "merge/computed/proven.hpp"

#include "merge/model/characters.hpp"

#include <algorithm>

namespace tributary::computed {
namespace {

using staging::Agreement;
using staging::Measure;
using staging::Relation;

/// `followers` of `follow`, `post_count` of `posts`: the first four letters of a word are those of a word of the other.
bool sounds_like(std::string const &column, Relation const &relation, Measure const &measure)
{
    constexpr std::size_t stem = 4;
    auto const name = model::in_lower_case(column);
    for (auto const &other : {relation.child.target.name, relation.reference, measure.column, measure.filter}) {
        auto const words = model::in_lower_case(other);
        for (std::size_t at = 0; at + stem <= words.size(); ++at) {
            auto const begins = at == 0 || words[at - 1] == '_';
            if (begins && name.find(words.substr(at, stem)) != std::string::npos) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

bool is_proven(std::string const &column, Relation const &relation, Measure const &measure, Agreement const &all)
{
    auto const nearly_all = all.equal > 0 && all.different * 20 <= all.equal;
    auto const plain = measure.what == Measure::What::count && measure.filter.empty();
    if (!nearly_all || (!plain && all.telling == 0)) {
        return false;
    }
    std::int64_t const few = plain ? 3 : 8;
    return measure.what == Measure::What::greatest || (all.equal >= few && all.least < all.most) ||
           sounds_like(column, relation, measure);
}

void add(Agreement &all, Agreement const &one)
{
    all.least = all.equal == 0 ? one.least : one.equal == 0 ? all.least : std::min(all.least, one.least);
    all.most = std::max(all.most, one.most);
    all.equal += one.equal;
    all.different += one.different;
    all.telling += one.telling;
}

} // namespace tributary::computed
