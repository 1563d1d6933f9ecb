#include "merge/resolve/type_family.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

namespace tributary::resolve {
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

/// True if a value of one type could lose digits in the other, without an error.
bool may_round(std::string const &from, std::string const &to)
{
    if (from == to || begins(from, {"smallint"})) {
        return false;
    }
    auto const digits = begins(from, {"numeric", "real", "double precision"});
    return begins(to, {"numeric(", "timestamp(", "time(", "interval("}) || to == "real" ||
           (to == "double precision" && begins(from, {"numeric", "bigint"})) ||
           (to == "date" && begins(from, {"timestamp"})) || (begins(to, {"smallint", "integer", "bigint"}) && digits);
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

} // namespace

std::vector<std::string> const *labels_of(model::Schema const &schema, std::string const &type)
{
    auto const found =
        std::find_if(schema.enums.begin(), schema.enums.end(), [&](auto const &one) { return one.name == type; });
    return found == schema.enums.end() ? nullptr : &found->labels;
}

Fate fate_of(model::Schema const &source, model::Column const &from, model::Schema const &target,
             model::Column const &to)
{
    auto const from_enum = labels_of(source, from.type) != nullptr;
    auto const to_enum = labels_of(target, to.type) != nullptr;
    if (from.type == to.type || (from_enum && to_enum)) {
        return Fate::same;
    }
    if (may_round(from.type, to.type)) {
        return Fate::may_round;
    }
    if (from.max_integer > 0 && to.max_integer > 0) {
        return from.max_integer > to.max_integer ? Fate::must_fit : Fate::same;
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

} // namespace tributary::resolve
