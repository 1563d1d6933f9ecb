#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tributary::model {

/// Of the values of one column, how many are ids or names of the rows that it may refer to: its share, in numbers.
struct Share {
    std::string source;
    std::int64_t values = 0; ///< that are not NULL; of an array or object, its elements
    std::int64_t known = 0;  ///< of them ids, or names, of rows of this source; beside a kind, of kinds that are merged
};

/// A column that can hold ids of users or of other rows, or users' names, and that is not declared.
struct UncoveredColumn {
    std::string table;
    std::string column;
    std::string inside;        ///< where in the value: a path, or a regular expression; empty: the value itself
    std::string what;          ///< what makes it suspicious, as a phrase
    std::vector<Share> shares; ///< of each source that has values in it
    std::string evidence;      ///< phrase and shares in a sentence
    std::string reference;     ///< ready-to-paste [[reference]] entries
    std::string waive;         ///< ready-to-paste [[waive]] entry
    bool likely = false;       ///< most values are ids or names: the reference is what is meant
    bool certain = false;      ///< name and values leave no doubt
    bool harmless = false;     ///< nothing goes wrong without it: no value, or ids that no source hands out
};

} // namespace tributary::model
