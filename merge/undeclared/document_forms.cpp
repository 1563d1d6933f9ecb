#include "merge/undeclared/document_forms.hpp"

#include "merge/model/schema.hpp"

namespace tributary::undeclared {

void DocumentForms::add(Suspect const &suspect, Tally const &tally)
{
    filled += tally.filled;
    php += tally.php;
    json += tally.json;
    empty += tally.empty;
    if (suspect.bytes) {
        begin_php.insert({R"(\x613a*)", R"(\x4f3a*)", R"(\x733a*)"}); // a: O: s:
        begin_json.insert({R"(\x7b*)", R"(\x5b*)"});
    } else {
        begin_php.insert("[aOs]:[0-9]*");
    }
}

std::string DocumentForms::condition(model::Format format, std::string const &column) const
{
    auto const is_php = format == model::Format::php;
    if (is_php ? php == filled : json == filled + empty) {
        return {};
    }
    auto const &begin = is_php ? begin_php : begin_json;
    std::string result = begin.empty() ? "json_valid(" + column + ")" : "";
    for (auto const &pattern : begin) {
        result += (result.empty() ? "" : " OR ") + column + " GLOB " + model::sql_literal(pattern);
    }
    return result;
}

} // namespace tributary::undeclared
