#include "merge/databases/postgres/copy_line.hpp"

#include <charconv>
#include <cstring>
#include <string_view>

namespace tributary::databases::postgres {
namespace {

/// Undoes COPY's escapes in place; the text only gets shorter. Returns its new length.
std::size_t unescape(char *text, std::size_t size)
{
    std::size_t to = 0;
    for (std::size_t from = 0; from < size; ++from) {
        char c = text[from];
        if (c == '\\' && from + 1 < size) {
            switch (c = text[++from]) {
            case 'b': c = '\b'; break;
            case 'f': c = '\f'; break;
            case 'n': c = '\n'; break;
            case 'r': c = '\r'; break;
            case 't': c = '\t'; break;
            case 'v': c = '\v'; break;
            default: break; // a backslash before any other character stands for that character
            }
        }
        text[to++] = c;
    }
    return to;
}

model::Cell field(char *text, std::size_t size, model::Kind kind)
{
    if (size == 2 && text[0] == '\\' && text[1] == 'N') {
        return {};
    }
    if (kind == model::Kind::integer) {
        std::int64_t value = 0;
        auto const [end, error] = std::from_chars(text, text + size, value);
        if (error == std::errc() && end == text + size) {
            return model::Cell::of(value);
        }
    }
    if (std::memchr(text, '\\', size) != nullptr) {
        size = unescape(text, size);
    }
    return model::Cell::of(std::string_view(text, size));
}

} // namespace

void read_copy_line(char *line, std::size_t size, std::span<model::Column const> columns, std::span<model::Cell> cells)
{
    char *from = line;
    char *const end = line + size;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        auto *tab = static_cast<char *>(std::memchr(from, '\t', static_cast<std::size_t>(end - from)));
        tab = tab == nullptr ? end : tab;
        cells[i] = field(from, static_cast<std::size_t>(tab - from), columns[i].kind);
        from = tab == end ? end : tab + 1;
    }
}

} // namespace tributary::databases::postgres
