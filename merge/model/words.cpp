#include "merge/model/words.hpp"

namespace tributary::model {

std::string counted(std::int64_t number, std::string_view one, std::string_view several)
{
    return std::to_string(number) + " " + std::string(number == 1 ? one : several);
}

} // namespace tributary::model
