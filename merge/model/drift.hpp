#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::model {

/// What a difference between a source and the target means for the load.
enum class Weight {
    harmless,   ///< nothing has to be done
    by_values,  ///< the values decide: only some of them might not fit
    answerable, ///< stops the run until the plan, or DDL in the target, answers it
    impossible, ///< values of the source are none of the target: only `set` can make some
};

/// A difference between a source's catalogue and the target's.
struct Drift {
    std::string source; ///< empty: of all sources
    std::string table;
    std::string column; ///< empty: it is about the table
    std::string kind; ///< missing_table, missing_column, type, nullability, default, length, zone, enum_label, view, …
    Weight weight = Weight::harmless;
    std::string sentence; ///< what differs
    std::string means;    ///< what comes of it, and what can be done
    std::string ddl;      ///< what would make the target fit, where something would be added only; empty: nothing
};

/// Values that a column of the target does not take, though its type would.
struct Limit {
    enum class Of {
        null,    ///< none may be NULL
        length,  ///< none may have more characters than `greatest`
        integer, ///< none may lie beyond `least` and `greatest`
        label,   ///< each is one of `labels`
        zone,    ///< each time says in which zone it is
        number,  ///< none reads otherwise when it is taken for a number
    };
    std::string source;
    std::string table;
    std::string column;
    Of of = Of::null;
    std::int64_t least = 0;
    std::int64_t greatest = 0;
    std::vector<std::string> labels;
    bool real = false;   ///< numbers are kept as REAL
    bool padded = false; ///< trailing blanks are not part of the values: char(n) on either side
};

/// The kind of the difference that sets this limit.
constexpr std::string_view drift_kind(Limit const &limit)
{
    switch (limit.of) {
    case Limit::Of::null: return "nullability";
    case Limit::Of::length: return "length";
    case Limit::Of::integer: return "type";
    case Limit::Of::label: return "enum_label";
    case Limit::Of::zone: return "zone";
    case Limit::Of::number: return "affinity";
    }
    return {};
}

} // namespace tributary::model
