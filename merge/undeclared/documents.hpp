#pragma once

#include "merge/model/cell.hpp"
#include "merge/model/format.hpp"
#include "merge/undeclared/object_words.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::undeclared {

/// An object on the way to a value, with the short words among its texts, which may say of which kind it is.
struct AroundObject {
    std::size_t steps = 0; ///< of the path that lead to it
    std::size_t path = 0;  ///< the length of what of the path does
    ObjectWords const *words = nullptr;
};

/// A number or a text in a document, or a key that may be an id (a whole number, or as long as a uuid), and the way to
/// it.
///
/// A member whose name is data itself, a number or an id as long as a uuid, is an entry: its path is that of all, `.*`,
/// and its name does not count as one.
struct Inner {
    enum class Is { member, element, entry, key };
    std::vector<std::string> const &names; ///< of the members on the way, the column's first
    std::string const &path;               ///< as the plan says it; of a key the path of its object
    std::size_t object = 0;                ///< the length of what of the path leads to the object
    Is is = Is::member;
    bool by_number = false;                     ///< of an entry: its name is a number
    model::Format format = model::Format::json; ///< of the value as a whole
    model::Cell const &value;
    std::vector<AroundObject> const &around; ///< objects of JSON, the outermost first
};

/// Passes on what is in a value that is JSON or that PHP serialised, and in documents in its strings, up to ten levels.
/// Integer keys of PHP's arrays count as places in a list; those that do not follow each other from 0 are keys too.
/// Returns how the value is written, or nothing if it is no such document; then some of it may have been passed on.
/// `asked` are members of objects that Inner::around has whatever they are.
std::optional<model::Format> walk_document(std::string const &column, std::string_view text,
                                           std::function<void(Inner const &)> const &sink,
                                           std::set<std::string> const &asked = {});

} // namespace tributary::undeclared
