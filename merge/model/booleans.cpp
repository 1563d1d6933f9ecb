#include "merge/model/booleans.hpp"

#include "merge/model/characters.hpp"
#include "merge/model/value.hpp"

#include <span>

namespace tributary::model {
namespace {

std::string is_one_of(std::span<char const *const> words, std::string const &value)
{
    std::string list;
    for (auto const *const word : words) {
        list += std::string(list.empty() ? "'" : ", '") + word + "'";
    }
    return "lower(CAST(" + value + " AS text)) IN (" + list + ")";
}

} // namespace

std::string says_true(std::string const &value) { return is_one_of(words_for_true, value); }

std::string says_false(std::string const &value) { return is_one_of(words_for_false, value); }

bool is_boolean(Column const &column)
{
    auto const type = in_lower_case(column.type);
    return type.starts_with("bool");
}

} // namespace tributary::model
