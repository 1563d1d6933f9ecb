#include "merge/model/account.hpp"

#include <algorithm>
#include <iterator>

namespace tributary::model {

std::vector<KeyId> shared_keys(Account const &a, Account const &b)
{
    std::vector<KeyId> result;
    std::set_intersection(a.keys.begin(), a.keys.end(), b.keys.begin(), b.keys.end(), std::back_inserter(result));
    return result;
}

} // namespace tributary::model
