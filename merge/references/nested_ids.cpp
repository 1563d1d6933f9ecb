#include "merge/references/nested_ids.hpp"

#include "merge/references/json_ids.hpp"
#include "merge/references/php.hpp"
#include "merge/references/php_ids.hpp"

namespace tributary::references {

std::optional<model::Format> format_of(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    if (looks_like_php(text)) {
        return model::Format::php;
    }
    auto const first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) {
        return std::nullopt;
    }
    auto const ends = std::string{text[first], text[text.find_last_not_of(blanks)]};
    return ends == "{}" || ends == "[]" ? std::optional(model::Format::json) : std::nullopt;
}

Spots ids_at(model::Format format, std::string_view document, std::span<Step const> path, bool keys)
{
    switch (format) {
    case model::Format::json: return json_ids(document, path, keys);
    case model::Format::php: return php_ids(document, path, keys);
    }
    return {};
}

std::optional<Spots> nested_ids(std::string_view text, std::span<Step const> path, bool keys, int nested)
{
    auto const format = format_of(text);
    auto const is_id = path.empty() && !keys && (format == model::Format::json || looks_like_php(text, false));
    if (!format || is_id) {
        return std::nullopt;
    }
    if (nested >= most_nested) {
        return Spots{{}, "is nested too deeply"};
    }
    if (*format == model::Format::php) {
        return php_ids(text, path, keys, nested + 1);
    }
    auto found = json_ids(text, path, keys, nested + 1);
    return found.problem == not_json ? std::nullopt : std::optional(std::move(found));
}

} // namespace tributary::references
