#include "merge/plan/column_name.hpp"

#include <algorithm>

namespace tributary::plan {

std::vector<std::string> dotted_parts(std::string_view text)
{
    std::vector<std::string> parts;
    std::size_t at = 0;
    while (at <= text.size()) {
        std::string part;
        if (at < text.size() && text[at] == '"') {
            for (++at; at < text.size() && (text[at] != '"' || text.substr(at, 2) == "\"\""); ++at) {
                at += text[at] == '"' ? 1 : 0;
                part += text[at];
            }
            ++at;
        } else {
            auto const end = std::min(text.find('.', at), text.size());
            part = text.substr(at, end - at);
            at = end;
        }
        if (part.empty() || at > text.size() || (at < text.size() && text[at] != '.')) {
            return {};
        }
        parts.push_back(std::move(part));
        ++at;
    }
    return parts;
}

std::optional<ColumnName> read_column_name(std::string_view text)
{
    auto parts = dotted_parts(text);
    if (parts.size() < 2 || parts.size() > 3) {
        return std::nullopt;
    }
    auto table = parts.size() == 3 ? parts[0] + "." + parts[1] : parts[0];
    return ColumnName{std::move(table), std::move(parts.back())};
}

} // namespace tributary::plan
