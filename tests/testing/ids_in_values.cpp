#include "tests/testing/ids_in_values.hpp"

namespace tributary::testing {

using Texts = std::vector<std::string>;
using nlohmann::json;

namespace {

std::string text_of(json const &value)
{
    return value.is_null() ? "" : value.is_string() ? value.get<std::string>() : value.dump();
}

/// `watchers` of $.watchers[*]; `log` of $.log[*].who.
std::string member_of(std::string const &path) { return path.substr(2, path.find('[') - 2); }

/// `who` of $.log[*].who.
std::string inner_member_of(std::string const &path)
{
    auto const behind = path.find("[*].");
    return behind == std::string::npos ? "" : path.substr(behind + 4);
}

} // namespace

Texts take_ids(json &document, SchemaReference const &reference)
{
    Texts ids;
    auto const take = [&](json &value) {
        ids.push_back(text_of(value));
        value = "#";
    };
    auto const member = member_of(reference.path);
    if (!document.is_object()) {
        return ids;
    }
    if (is_single(reference)) {
        if (document.contains(member) && !document[member].is_null()) {
            take(document[member]);
        }
        document[member] = "#";
    } else if (!document.contains(member)) {
        return ids;
    } else if (reference.form == Form::keys) {
        for (auto const &[key, value] : document[member].items()) {
            ids.push_back(key);
        }
        document[member] = json(ids.size());
    } else {
        auto const inner = inner_member_of(reference.path);
        for (auto &element : document[member]) {
            take(inner.empty() ? element : element[inner]);
        }
    }
    return ids;
}

std::string put_ids(SchemaReference const &reference, Texts const &ids, bool numbers)
{
    auto const inner = inner_member_of(reference.path);
    std::string list;
    for (auto const &id : ids) {
        auto const written = numbers && reference.form != Form::keys ? id : "\"" + id + "\"";
        list += (list.empty() ? "" : ", ");
        list += reference.form == Form::keys ? written + ": 1"
                : inner.empty()              ? written
                                             : "{\"at\": 5, \"" + inner + "\": " + written + "}";
    }
    auto const member = "\"" + member_of(reference.path) + "\": ";
    return member + (reference.form == Form::keys ? "{" + list + "}"
                     : !is_single(reference)      ? "[" + list + "]"
                     : list.empty()               ? "null"
                                                  : list);
}

bool is_single(SchemaReference const &reference)
{
    return reference.form == Form::path && reference.path.find('[') == std::string::npos;
}

Texts elements(std::string const &array)
{
    Texts values;
    std::string value;
    for (char const letter : array) {
        if (letter == ',' || letter == '}') {
            if (!value.empty()) {
                values.push_back(value == "NULL" ? "" : value);
            }
            value.clear();
        } else if (letter != '{') {
            value += letter;
        }
    }
    return values;
}

Texts held(SchemaValues const &row, SchemaReference const &reference)
{
    auto const &first = row.at(reference.columns[0]);
    if (reference.form == Form::declared || reference.form == Form::plain) {
        return {reference.zero && first == "0" ? "" : first.value_or("")};
    }
    if (!first) {
        return {};
    }
    if (reference.form == Form::array) {
        return elements(*first);
    }
    auto document = json::parse(*first);
    return take_ids(document, reference);
}

} // namespace tributary::testing
