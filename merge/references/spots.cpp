#include "merge/references/spots.hpp"

#include "merge/references/array_ids.hpp"
#include "merge/references/json_text.hpp"
#include "merge/references/php.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <set>
#include <utility>

namespace tributary::references {
namespace {

using Written = Spot::Written;

std::optional<std::string> replacement(std::string_view text, Spot const &spot);

std::string null_of(Written written)
{
    switch (written) {
    case Written::json: return "null";
    case Written::php: return "N;";
    case Written::array_element: return "NULL";
    case Written::plain: break;
    }
    return {};
}

std::string written(Spot const &spot, std::string const &id)
{
    auto const number = spot.is_number && plain_integer(id);
    switch (spot.written) {
    case Written::json: return number ? id : json_string(id);
    case Written::php: return number ? "i:" + id + ";" : php_string(id);
    case Written::array_element: return array_element(id);
    case Written::plain: break;
    }
    return id;
}

/// `keep` appends what is between two places of the text, `write` what takes the place of a spot.
template <typename Keep, typename Write>
void splice(std::string_view text, std::vector<Spot> const &spots, Keep const &keep, Write const &write)
{
    std::size_t from = 0;
    for (auto const &spot : spots) {
        if (spot.begin < from) {
            continue; // another reference has replaced it
        }
        if (auto const value = replacement(text, spot)) {
            keep(from, spot.begin);
            write(*value);
            from = spot.end;
        }
    }
    keep(from, text.size());
}

/// A string of JSON, of which only what is replaced is written anew: elsewhere it keeps its escapes.
std::string json_with(std::string_view literal, Spot const &spot)
{
    auto const places = places_in_json_string(literal);
    std::string result = "\"";
    splice(
        spot.id, spot.inside,
        [&](std::size_t from, std::size_t to) { result += literal.substr(places[from], places[to] - places[from]); },
        [&](std::string const &value) {
            auto const quoted = json_string(value);
            result += quoted.substr(1, quoted.size() - 2);
        });
    return result + '"';
}

std::optional<std::string> rewritten_inside(std::string_view text, Spot const &spot)
{
    auto value = put_back(spot.id, spot.inside);
    if (value == spot.id) {
        return std::nullopt;
    }
    return spot.written == Written::json ? json_with(text.substr(spot.begin, spot.end - spot.begin), spot)
                                         : written(spot, value);
}

std::optional<std::string> replacement(std::string_view text, Spot const &spot)
{
    if (!spot.inside.empty()) {
        return rewritten_inside(text, spot);
    }
    if (spot.is_null) {
        return null_of(spot.written);
    }
    return spot.becomes ? std::optional(written(spot, *spot.becomes)) : std::nullopt;
}

} // namespace

std::optional<std::int64_t> plain_integer(std::string const &text)
{
    std::int64_t number = 0;
    auto const *const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end && std::to_string(number) == text ? std::optional(number) : std::nullopt;
}

void put_in_order(std::vector<Spot> &spots)
{
    std::stable_sort(spots.begin(), spots.end(), [](auto const &a, auto const &b) { return a.begin < b.begin; });
    std::vector<Spot> result;
    for (auto &spot : spots) {
        if (!result.empty() && result.back().begin == spot.begin && !result.back().inside.empty() &&
            !spot.inside.empty()) {
            auto &inside = result.back().inside;
            std::move(spot.inside.begin(), spot.inside.end(), std::back_inserter(inside));
        } else {
            result.push_back(std::move(spot));
        }
    }
    spots = std::move(result);
    for (auto &spot : spots) {
        put_in_order(spot.inside);
    }
}

bool two_keys_become_one(std::vector<Spot> const &spots)
{
    std::set<std::pair<std::size_t, std::string>> before;
    std::set<std::pair<std::size_t, std::string>> after;
    for (auto const &spot : spots) {
        if (spot.is_name) {
            before.emplace(spot.owner, spot.id);
            after.emplace(spot.owner, spot.becomes.value_or(spot.id));
        }
    }
    return after.size() < before.size() ||
           std::any_of(spots.begin(), spots.end(), [](auto const &spot) { return two_keys_become_one(spot.inside); });
}

std::string put_back(std::string_view text, std::vector<Spot> const &spots)
{
    std::string result;
    splice(
        text, spots, [&](std::size_t from, std::size_t to) { result += text.substr(from, to - from); },
        [&](std::string const &value) { result += value; });
    return result;
}

} // namespace tributary::references
