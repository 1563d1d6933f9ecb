#include "merge/references/array_ids.hpp"

#include "merge/model/characters.hpp"

#include <algorithm>
#include <cctype>

namespace tributary::references {
namespace {

bool is_null(std::string_view word) { return model::in_lower_case(std::string(word)) == "null"; }

/// From the opening quote to after the closing one; false if there is none.
bool read_quoted(std::string_view array, std::size_t &at, std::string &id)
{
    for (++at; at < array.size() && array[at] != '"'; ++at) {
        if (array[at] == '\\') {
            ++at;
        }
        if (at < array.size()) {
            id += array[at];
        }
    }
    return at++ < array.size();
}

} // namespace

Spots array_ids(std::string_view array)
{
    Spots spots;
    std::size_t at = 0;
    if (array.starts_with('[')) {
        at = std::min(array.find('='), array.size() - 1) + 1; // the bounds
    }
    int open = 0;
    auto whole = at < array.size() && array[at] == '{';
    while (whole && at < array.size()) {
        auto const sign = array[at];
        if (sign == '{' || sign == '}' || sign == ',') {
            open += sign == '{' ? 1 : sign == '}' ? -1 : 0;
            ++at;
            whole = open > 0 || at == array.size();
            continue;
        }
        Spot spot;
        spot.begin = at;
        spot.written = Spot::Written::array_element;
        if (sign == '"') {
            whole = read_quoted(array, at, spot.id);
        } else {
            at = std::min(array.find_first_of("{},", at), array.size());
            spot.id = array.substr(spot.begin, at - spot.begin);
            spot.is_number = true;
        }
        spot.end = at;
        if (!spot.is_number || !is_null(spot.id)) {
            spots.list.push_back(std::move(spot));
        }
    }
    if (!whole || open != 0) {
        return {{}, "is not an array"};
    }
    return spots;
}

std::string array_element(std::string_view text)
{
    auto const plain = !text.empty() && !is_null(text) && std::none_of(text.begin(), text.end(), [](char sign) {
        return sign == '{' || sign == '}' || sign == ',' || sign == '"' || sign == '\\' ||
               std::isspace(static_cast<unsigned char>(sign)) != 0;
    });
    if (plain) {
        return std::string(text);
    }
    std::string result = "\"";
    for (char const sign : text) {
        result += sign == '"' || sign == '\\' ? "\\" : "";
        result += sign;
    }
    return result + '"';
}

} // namespace tributary::references
