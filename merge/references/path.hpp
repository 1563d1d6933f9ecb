#pragma once

#include "merge/model/format.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::references {

/// One step into a document: a member by name, every member, an element by number, every element, or every element of
/// lists within lists; or a filter, which stays where it is: the path goes on if the object there has this member with
/// this value (of several of one name the last counts).
struct Step {
    enum class Kind { member, every_member, element, every_element, every_element_below, where };
    Kind kind = Kind::member;
    std::string name;
    std::size_t number = 0;
    std::string value = {};     ///< of where: a string, or a whole number as it is written
    bool value_is_text = false; ///< of where

    bool operator==(Step const &) const = default;
};

/// Reads `$`, `$.owner`, `$."a b"`, `$.log[*].user`, `$[0]`, `$.*`, `$[*]?(@.kind == "user").id` (a filter of SQL/JSON
/// paths, of which a path has one at most; the value is a string or a whole number as JSON writes it). In quotes a
/// backslash begins an escape of JSON, or of one byte: `\xff`. Throws std::invalid_argument with what is wrong.
std::vector<Step> read_path(std::string_view text);

/// The filter as read_path() reads it: `?(@.kind == "user")`; `is_text`: the value is a string, not a number.
std::string where_step(std::string_view member, std::string_view value, bool is_text);

/// Throws what read_path() does, and std::invalid_argument for a filter in a document that is not JSON, or in which
/// texts are searched.
void check_path(std::string_view text, model::Format format, bool searches_texts);

/// The place of the filter among the steps; nothing: the path has no filter.
std::optional<std::size_t> filter_in(std::span<Step const> path);

/// The path without its filters: it leads to more.
std::vector<Step> without_filters(std::span<Step const> path);

/// The step to this member, as read_path() reads it, whatever bytes the name has: `.owner`, `."a b"`.
std::string member_step(std::string_view name);

/// True if all that the path `narrow` leads to is where `wide` leads to as well. `php`: `.*` is an entry of a list too.
bool leads_everywhere(std::span<Step const> wide, std::span<Step const> narrow, bool php);

} // namespace tributary::references
