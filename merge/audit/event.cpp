#include "merge/audit/event.hpp"

#include "merge/model/digits.hpp"
#include "merge/staging/row_digest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace tributary::audit {
namespace {

constexpr std::array<std::pair<What, std::string_view>, 4> names{{{What::renamed, "renamed"},
                                                                  {What::merged, "merged"},
                                                                  {What::gave_up_name, "gave_up_name"},
                                                                  {What::renamed_back, "renamed_back"}}};

} // namespace

std::string_view name_of(What what)
{
    auto const *const found =
        std::find_if(names.begin(), names.end(), [&](auto const &one) { return one.first == what; });
    return found == names.end() ? std::string_view() : found->second;
}

std::optional<What> what_of(std::string_view name)
{
    auto const *const found =
        std::find_if(names.begin(), names.end(), [&](auto const &one) { return one.second == name; });
    return found == names.end() ? std::nullopt : std::optional(found->first);
}

std::string hash_of(Event const &event, std::string const &previous)
{
    auto const optional = [](std::optional<std::string> const &text) {
        return text ? nlohmann::json(*text) : nlohmann::json();
    };
    auto const values =
        nlohmann::json::array({std::to_string(event.number), event.at, event.source, event.old_id, event.new_id,
                               std::string(name_of(event.what)), optional(event.old_name), optional(event.new_name),
                               event.rule, event.reason, event.evidence, event.survivor});
    // what is no UTF-8 (an SQLite file may hold it) counts by its replacement characters
    return staging::sha256(previous + '\n' + values.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

Event event_of(std::vector<std::optional<std::string>> const &row)
{
    auto const text = [&](std::size_t column) { return row.at(column).value_or(""); };
    Event event;
    event.number = model::whole_number(text(0)).value_or(0);
    event.at = text(1);
    event.source = text(2);
    event.old_id = text(3);
    event.new_id = text(4);
    event.what = what_of(text(5)).value_or(What::renamed);
    event.old_name = row.at(6);
    event.new_name = row.at(7);
    event.rule = text(8);
    event.reason = text(9);
    event.evidence = text(10);
    event.survivor = text(11);
    event.hash = text(12);
    return event;
}

} // namespace tributary::audit
