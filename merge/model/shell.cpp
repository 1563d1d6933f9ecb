#include "merge/model/shell.hpp"

#include <string_view>

namespace tributary::model {

std::string shell_word(std::string const &text)
{
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
    if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) {
        return text;
    }
    std::string word = "'";
    for (char const c : text) {
        word += c == '\'' ? std::string(R"('\'')") : std::string(1, c);
    }
    return word + "'";
}

} // namespace tributary::model
