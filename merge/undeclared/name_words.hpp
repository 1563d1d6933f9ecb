#pragma once

#include <string>
#include <string_view>
#include <vector>

/// The words of which names of tables and columns are made.
namespace tributary::undeclared {

/// `AppUsers`, `app_users` and `app.users` are all app, users: a name's words in lower case.
std::vector<std::string> words_of(std::string_view name);

/// With underscores between them.
std::string joined_words(std::vector<std::string> const &words);

/// The words with the last of them in the singular, joined by `_`: `app_user`. Two names of one thing are equal so.
std::string singular_of(std::string_view name);

/// One word, by the rules of English: `category` of categories. What is no plural is itself.
std::string singular_word(std::string const &word);

} // namespace tributary::undeclared
