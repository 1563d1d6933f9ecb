#pragma once

#include "merge/model/schema.hpp"

#include <string>
#include <vector>

namespace tributary::schema_diff {

/// The label of an enum's labels; null if the type is not an enum.
std::vector<std::string> const *labels_of(model::Schema const &schema, std::string const &type);

/// The types that values of a type are made of: of arrays, ranges, composite types and domains what is inside, however
/// deep. Any other type is its own part.
std::vector<std::string> parts_of(model::Schema const &schema, std::string const &type);

/// The column's type; where that of the other, of another schema, has the same name, also what it is made of.
std::string type_in_words(model::Schema const &schema, model::Column const &column, model::Column const &other);

/// What becomes of a value of one PostgreSQL type in a column of another.
enum class Fate {
    same,         ///< the same value
    as_text,      ///< its text, which every value has
    must_read,    ///< whatever the other's input takes: a text may or may not be a date
    may_round,    ///< it could lose digits, without an error
    other_fields, ///< composite types of one name that have other fields
    other_zone,   ///< one says in which time zone a time is, and the other does not
    must_fit,     ///< the same value if it is within the other's bounds
    impossible,   ///< no value of the one is one of the other
};

/// `from` in a source, `to` in the target, each in its own catalogue. Labels, lengths and bounds are not looked at:
/// two enums, and two texts, are the same.
Fate fate_of(model::Schema const &source, model::Column const &from, model::Schema const &target,
             model::Column const &to);

} // namespace tributary::schema_diff
