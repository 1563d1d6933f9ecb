#include "tests/testing/ids_in_values.hpp"

namespace tributary::testing {

using Texts = std::vector<std::string>;
using nlohmann::json;

namespace {

std::string text_of(json const &value)
{
    return value.is_null() ? "" : value.is_string() ? value.get<std::string>() : value.dump();
}

} // namespace

Texts take_ids(json &document, SchemaReference const &reference)
{
    Texts ids;
    auto const take = [&](json &value) {
        ids.push_back(text_of(value));
        value = "#";
    };
    if (!document.is_object()) {
        return ids;
    }
    if (reference.form == Form::keys) {
        if (document.contains("votes")) {
            for (auto const &[key, value] : document["votes"].items()) {
                ids.push_back(key);
            }
            document["votes"] = json(ids.size());
        }
    } else if (reference.path == "$.head") {
        if (document.contains("head") && !document["head"].is_null()) {
            take(document["head"]);
        }
        document["head"] = "#";
    } else if (reference.path == "$.watchers[*]" && document.contains("watchers")) {
        for (auto &value : document["watchers"]) {
            take(value);
        }
    } else if (document.contains("log")) {
        for (auto &entry : document["log"]) {
            take(entry["who"]);
        }
    }
    return ids;
}

std::string put_ids(SchemaReference const &reference, Texts const &ids, bool numbers)
{
    bool const log = reference.path == "$.log[*].who";
    std::string list;
    for (auto const &id : ids) {
        auto const written = numbers && reference.form != Form::keys ? id : "\"" + id + "\"";
        list += (list.empty() ? "" : ", ");
        list += reference.form == Form::keys ? written + ": 1"
                : log                        ? "{\"at\": 5, \"who\": " + written + "}"
                                             : written;
    }
    if (reference.form == Form::keys) {
        return "\"votes\": {" + list + "}";
    }
    if (reference.path == "$.head") {
        return "\"head\": " + (list.empty() ? "null" : list);
    }
    return (log ? "\"log\": [" : "\"watchers\": [") + list + "]";
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
        return {first.value_or("")};
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
