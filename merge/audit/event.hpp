#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::audit {

enum class What {
    renamed,
    merged,       ///< folded into the account that `new_id` is
    gave_up_name, ///< in a merge: the survivor is called otherwise
    renamed_back, ///< to the old name, by a rollback
};

/// As the record has it; nothing for a word that stands for none.
std::string_view name_of(What what);
std::optional<What> what_of(std::string_view name);

/// A line of the record: what a load did to one account. Ids are text, whatever the column's type.
struct Event {
    std::int64_t number = 0; ///< from 1, without gaps
    std::string at;          ///< `2026-11-28 22:14:03.120000+00`
    std::string source;
    std::string old_id; ///< in the source
    std::string new_id; ///< in the target
    What what = What::renamed;
    std::optional<std::string> old_name; ///< none: the account had none
    std::optional<std::string> new_name; ///< of the account that `new_id` is, at that time
    std::string rule;
    std::string reason;
    std::string evidence;
    std::string survivor; ///< source/name of the account that this one was merged into; empty: it is not merged
    std::string hash;
};

/// The hash of an event after one with the hash `previous` (empty before the first): SHA-256, in hexadecimal, of
/// `previous`, a line feed and the JSON array of the event's values in the order of their declaration, without the
/// hash. JSON as nlohmann::json::dump() writes it; NULL is null, everything else text.
std::string hash_of(Event const &event, std::string const &previous);

/// Of a row that has the columns of event_table() (record.hpp). What is no event reads as `renamed`, and no number as
/// 0.
Event event_of(std::vector<std::optional<std::string>> const &row);

} // namespace tributary::audit
