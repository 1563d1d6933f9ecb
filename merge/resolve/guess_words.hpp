#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::resolve {

/// The words of a name, in lower case: `created_by`, `createdBy` and "Created By" are "created", "by".
std::vector<std::string> words_in(std::string_view name);

/// An English word in the singular: "categories" is "category", "people" is "person". Others stay as they are.
std::string singular_word(std::string word);

/// The words of a table's name with the last in the singular, without what says nothing: app_users is "user".
std::string thing_of(std::string_view table);

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list);

/// True if one of the words is in the list.
bool has_one_of(std::vector<std::string> const &words, std::initializer_list<std::string_view> list);

} // namespace tributary::resolve
