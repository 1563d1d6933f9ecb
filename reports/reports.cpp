#include "reports/all.hpp"
#include "reports/report.hpp"

#include <algorithm>
#include <array>

namespace tributary::reports {

std::span<Report const> all_reports()
{
    static std::array const list{
        summary,          books,          derived,        accounts,       matches,         merges,
        renames,          collisions,     conflicts,      widened_access, lost_keys,       look_alikes,
        possible_matches, malformed_keys, dropped_values, rewrites,       assigned_values, computed_values,
        dangling_values,  folded_rows,    left_out,       refused_values, overrides,       ids,
        not_carried,      outside,        aliases};
    return list;
}

std::span<Format const> all_formats()
{
    static std::array const list{text, csv, json, html, nginx};
    return list;
}

bool is_report(std::string_view beginning)
{
    auto const formats = all_formats();
    return std::any_of(formats.begin(), formats.end(), [&](auto const &format) { return format.wrote(beginning); });
}

std::string_view key_tables_are_needed(model::Facts const &facts)
{
    return facts.summary.key_tables == 0 ? "not looked at: the plan names no login keys" : "";
}

std::string text_of(Value const &value)
{
    if (auto const *const number = std::get_if<std::int64_t>(&value)) {
        return std::to_string(*number);
    }
    auto const *const words = std::get_if<std::string>(&value);
    return words == nullptr ? "" : *words;
}

} // namespace tributary::reports
