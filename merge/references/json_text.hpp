#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Texts as JSON strings write them.
namespace tributary::references {

/// A JSON string: in quotes, escaped where JSON requires it.
std::string json_string(std::string_view text);

/// Appends what the escape means whose backslash is before `at`, and moves `at` behind it. False if it is not valid.
bool read_json_escape(std::string_view json, std::size_t &at, std::string &out);

/// Where in a valid JSON string, quotes included, each byte of what it means is written, and then its end.
std::vector<std::size_t> places_in_json_string(std::string_view literal);

/// What a text means as part of a JSON string. What is not a valid escape stays.
std::string without_json_escapes(std::string_view text);

} // namespace tributary::references
