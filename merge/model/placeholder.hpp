#pragma once

#include <string_view>

namespace tributary::model {

/// Whether a text stands for "no value": it has no letter and no digit (blanks of any kind, `-`, `@`), or is a word for
/// nothing (`null`, `n/a`, `none`, in any case). Two accounts that have it have nothing in common. Every character
/// outside of ASCII is a letter, but for blanks and invisible ones. O(n).
bool is_placeholder(std::string_view text);

/// The first half of it: of a name, as `Nan` is one.
bool has_no_letter(std::string_view text);

} // namespace tributary::model
