#include "merge/schema_diff/type_family.hpp"

#include "merge/model/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

namespace tributary::schema_diff {
namespace {

/// Types whose values read as one another's.
struct Family {
    std::string_view name;
    std::initializer_list<std::string_view> types; ///< how they begin
};

std::string_view family_of(std::string const &type)
{
    static std::array const families{
        Family{"number", {"smallint", "integer", "bigint", "numeric", "real", "double precision"}},
        Family{"text", {"text", "character varying", "character", "citext", "name", "\"char\"", "bpchar"}},
        Family{"boolean", {"boolean"}},
        Family{"date", {"date", "timestamp"}},
        Family{"time", {"time"}},
        Family{"interval", {"interval"}},
        Family{"uuid", {"uuid"}},
        Family{"json", {"json"}},
        Family{"bytes", {"bytea"}},
        Family{"address", {"inet", "cidr"}},
        Family{"bits", {"bit"}},
    };
    if (type.ends_with("[]")) {
        return "array";
    }
    for (auto const &family : families) {
        for (auto const one : family.types) {
            auto const next = type.size() > one.size() ? type[one.size()] : ' ';
            if (type.starts_with(one) && (next == ' ' || next == '(' || type == "jsonb")) {
                return family.name;
            }
        }
    }
    return {};
}

bool begins(std::string const &type, std::initializer_list<std::string_view> beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(), [&](auto const one) { return type.starts_with(one); });
}

/// The numbers in the brackets of a type: 10 and 2 of numeric(10,2).
std::vector<int> modifiers(std::string const &type)
{
    std::vector<int> result;
    auto const open = type.find('(');
    for (auto at = open; at != std::string::npos && type[at] != ')'; at = type.find_first_of(",)", at + 1)) {
        int number = 0;
        std::from_chars(type.data() + at + 1, type.data() + type.size(), number);
        result.push_back(number);
    }
    return result;
}

/// How many decimal digits a number has before the point, and how many after it.
struct Digits {
    int before;
    int behind;
};

/// None: as many as it likes. Of integers, those of the longest they have, or those that all of them have room for.
std::optional<Digits> digits_of(std::string const &type, bool longest)
{
    if (type == "smallint") {
        return Digits{longest ? 5 : 4, 0};
    }
    if (type == "integer") {
        return Digits{longest ? 10 : 9, 0};
    }
    if (type == "bigint") {
        return Digits{longest ? 19 : 18, 0};
    }
    auto const numbers = type.starts_with("numeric(") ? modifiers(type) : std::vector<int>{};
    return numbers.size() == 2 ? std::optional(Digits{numbers[0] - numbers[1], numbers[1]}) : std::nullopt;
}

/// Digits that a second is given with: of timestamp(3) without time zone 3.
int of_a_second(std::string const &type)
{
    auto const numbers = modifiers(type);
    return numbers.empty() ? 6 : numbers.front();
}

/// True if a time could lose digits in the other type, or fields of an interval.
bool times_may_round(std::string const &from, std::string const &to)
{
    if (to == "interval" || to == "date") {
        return to == "date" && begins(from, {"timestamp"});
    }
    auto const plain = [](std::string const &type) { return type == "interval" || type.starts_with("interval("); };
    if (begins(to, {"interval"}) && !(plain(from) && plain(to))) {
        return true;
    }
    auto const finest = from == "date" ? 0 : begins(from, {"timestamp", "time", "interval"}) ? of_a_second(from) : 6;
    return of_a_second(to) < finest;
}

/// True if a value of one type could lose digits in the other, without an error.
bool may_round(std::string const &from, std::string const &to)
{
    if (begins(to, {"timestamp", "time", "interval"}) || to == "date") {
        return times_may_round(from, to);
    }
    auto const room = digits_of(to, false);
    if (auto const held = digits_of(from, true)) {
        return room ? room->behind < held->behind
                    : (to == "real" && from != "smallint") ||
                          (to == "double precision" && held->before + held->behind > 15);
    }
    auto const number = begins(from, {"numeric", "real", "double precision"});
    return to.starts_with("numeric(") || to == "real" || (room && number) ||
           (to == "double precision" && begins(from, {"numeric"}));
}

/// True if a time is an instant in one type, and in the other what a clock showed somewhere.
bool differs_in_zone(std::string const &from, std::string const &to)
{
    auto const has_zone = [](std::string const &type) { return type.ends_with("with time zone"); };
    auto const is_clock = [](std::string const &type) {
        return type.ends_with("with time zone") || type.ends_with("without time zone");
    };
    auto const is_day = from == "date" && begins(to, {"timestamp"});
    return (is_clock(from) || is_day) && is_clock(to) && has_zone(from) != has_zone(to);
}

/// True if a number could have more digits before the point than the other type has room for.
bool may_overflow(std::string const &from, std::string const &to)
{
    auto const held = digits_of(from, true);
    auto const room = digits_of(to, false);
    return held && room && room->before < held->before;
}

/// True if no text of a value of one family is read as one of the other's. Most inputs are more generous than one
/// thinks: 5 is an interval, and 1 a boolean.
bool never_reads(std::string_view from, std::string_view to)
{
    auto const is = [](std::string_view family, std::initializer_list<std::string_view> list) {
        return std::find(list.begin(), list.end(), family) != list.end();
    };
    if (from == "array") {
        return is(to, {"number", "boolean", "date", "time", "interval", "uuid", "address", "bits", "enum"});
    }
    if (to == "array") {
        return is(from, {"number", "boolean", "date", "time", "interval", "uuid", "address", "bits"});
    }
    if (from == "boolean") {
        return is(to, {"number", "date", "time", "interval", "uuid", "address", "bits"});
    }
    if (from == "date") {
        return is(to, {"number", "boolean", "interval", "uuid", "address", "bits", "json"});
    }
    if (from == "uuid") {
        return is(to, {"number", "boolean", "date", "time", "interval", "address", "bits", "json"});
    }
    return to == "uuid" && is(from, {"number", "time", "interval", "address"});
}

/// Null if it is not a type of the database's own that is made of others.
model::CompoundType const *find_type(model::Schema const &schema, std::string const &type)
{
    auto const found =
        std::find_if(schema.types.begin(), schema.types.end(), [&](auto const &one) { return one.name == type; });
    return found == schema.types.end() ? nullptr : &*found;
}

/// What is beneath a domain; any other type as it is.
std::string beneath(model::Schema const &schema, std::string const &type)
{
    auto const *const found = find_type(schema, type);
    return found != nullptr && found->domain ? beneath(schema, found->parts.front()) : type;
}

/// The names of a composite type's fields, and those inside of them; of an array, those of its elements.
std::vector<std::string> fields_of(model::Schema const &schema, std::string const &type)
{
    if (type.ends_with("[]")) {
        return fields_of(schema, type.substr(0, type.size() - 2));
    }
    auto const *const found = find_type(schema, type);
    std::vector<std::string> result;
    for (std::size_t i = 0; found != nullptr && i < found->parts.size(); ++i) {
        auto const inside = fields_of(schema, found->parts[i]);
        result.insert(result.end(), inside.begin(), inside.end());
        if (!found->domain) {
            result.push_back(found->names[i]);
        }
    }
    return result;
}

/// What becomes of arrays, ranges and composite values; nothing if neither type is one, or if they are made of the
/// same.
std::optional<Fate> fate_of_parts(model::Schema const &source, std::string const &from, model::Schema const &target,
                                  std::string const &to)
{
    auto const own = parts_of(source, from);
    auto const there = parts_of(target, to);
    if (own == std::vector{from} && there == std::vector{to}) {
        return std::nullopt;
    }
    auto const fields = fields_of(source, from);
    if (!fields.empty() && !fields_of(target, to).empty() &&
        (own.size() != there.size() || fields != fields_of(target, to))) {
        return Fate::other_fields;
    }
    for (std::size_t i = 0; own.size() == there.size() && i < own.size(); ++i) {
        if (differs_in_zone(own[i], there[i])) {
            return Fate::other_zone;
        }
        if (may_round(own[i], there[i])) {
            return Fate::may_round;
        }
    }
    return std::nullopt;
}

/// Of types that are no domains.
Fate fate_of_base(model::Schema const &source, model::Column const &from, model::Schema const &target,
                  model::Column const &to)
{
    auto const from_enum = labels_of(source, from.type) != nullptr;
    auto const to_enum = labels_of(target, to.type) != nullptr;
    if (from.type == to.type || (from_enum && to_enum)) {
        return Fate::same;
    }
    if (differs_in_zone(from.type, to.type)) {
        return Fate::other_zone;
    }
    if (may_round(from.type, to.type)) {
        return Fate::may_round;
    }
    if (from.max_integer > 0 && to.max_integer > 0) {
        return from.max_integer > to.max_integer ? Fate::must_fit : Fate::same;
    }
    if (may_overflow(from.type, to.type)) {
        return Fate::must_fit;
    }
    auto const one = from_enum ? "enum" : family_of(from.type);
    auto const other = to_enum ? "enum" : family_of(to.type);
    if (other == "text") {
        return one == "text" ? Fate::same : Fate::as_text;
    }
    if (one == other && !one.empty()) {
        return one == "bits" ? Fate::must_fit : Fate::same;
    }
    return never_reads(one, other) ? Fate::impossible : Fate::must_read;
}

} // namespace

std::vector<std::string> parts_of(model::Schema const &schema, std::string const &type)
{
    if (type.ends_with("[]")) {
        return parts_of(schema, type.substr(0, type.size() - 2));
    }
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> ranges{
        {{"tsrange", "timestamp without time zone"},
         {"tsmultirange", "timestamp without time zone"},
         {"tstzrange", "timestamp with time zone"},
         {"tstzmultirange", "timestamp with time zone"},
         {"daterange", "date"},
         {"datemultirange", "date"}}};
    auto const *const range =
        std::find_if(ranges.begin(), ranges.end(), [&](auto const &one) { return one.first == type; });
    if (range != ranges.end()) {
        return {std::string(range->second)};
    }
    auto const *const found = find_type(schema, type);
    if (found == nullptr) {
        return {type};
    }
    std::vector<std::string> result;
    for (auto const &part : found->parts) {
        auto const inside = parts_of(schema, part);
        result.insert(result.end(), inside.begin(), inside.end());
    }
    return result;
}

std::vector<std::string> const *labels_of(model::Schema const &schema, std::string const &type)
{
    auto const found =
        std::find_if(schema.enums.begin(), schema.enums.end(), [&](auto const &one) { return one.name == type; });
    return found == schema.enums.end() ? nullptr : &found->labels;
}

Fate fate_of(model::Schema const &source, model::Column const &from, model::Schema const &target,
             model::Column const &to)
{
    auto own = from;
    auto there = to;
    own.type = beneath(source, from.type);
    there.type = beneath(target, to.type);
    if (auto const fate = fate_of_parts(source, own.type, target, there.type)) {
        return *fate;
    }
    auto const fate = fate_of_base(source, own, target, there);
    auto const takes_all = fate == Fate::same || fate == Fate::as_text;
    // a domain may ask more of its values than the type beneath it
    return takes_all && from.type != to.type && there.type != to.type ? Fate::must_read : fate;
}

std::string type_in_words(model::Schema const &schema, model::Column const &column, model::Column const &other)
{
    return column.type +
           (column.type == other.type ? " (" + model::comma_separated(parts_of(schema, column.type)) + ")" : "");
}

} // namespace tributary::schema_diff
