#include "reports/layout.hpp"

#include "merge/model/terminal.hpp"

#include <algorithm>

namespace tributary::reports {
namespace {

constexpr std::string_view ellipsis = "…";

/// The bytes of the beginning that takes at most `columns`, with the marks that combine with its last character.
std::size_t bytes_of_front(std::string_view words, std::size_t columns)
{
    std::size_t at = 0;
    while (at < words.size()) {
        auto const character = model::character_at(words, at);
        auto const wide = model::columns_of(character.code);
        if (wide > columns) {
            break;
        }
        columns -= wide;
        at += character.bytes;
    }
    return at;
}

/// The longest end that takes at most `columns` and does not begin with a mark that combines.
std::string_view back_of(std::string_view words, std::size_t columns)
{
    auto rest = model::columns_of(words);
    std::size_t at = 0;
    while (at < words.size()) {
        auto const character = model::character_at(words, at);
        auto const wide = model::columns_of(character.code);
        if (rest <= columns && wide > 0) {
            break;
        }
        rest -= wide;
        at += character.bytes;
    }
    return words.substr(at);
}

/// The end of the word that begins here: at a blank that does not stand between two backquotes.
std::size_t end_of_word(std::string_view words, std::size_t at)
{
    for (; at < words.size() && words[at] != ' '; ++at) {
        auto const close = words[at] == '`' ? words.find('`', at + 1) : std::string_view::npos;
        at = close == std::string_view::npos ? at : close;
    }
    return at;
}

} // namespace

std::string without_middle(std::string_view words, std::size_t columns)
{
    if (model::columns_of(words) <= columns) {
        return std::string(words);
    }
    auto const left = columns - 1;
    auto const back = left / 2;
    return std::string(words.substr(0, bytes_of_front(words, left - back))) + std::string(ellipsis) +
           std::string(back_of(words, back));
}

std::vector<std::string> wrapped(std::string_view words, std::size_t columns)
{
    std::vector<std::string> lines;
    for (auto end = bytes_of_front(words, columns); end < words.size(); end = bytes_of_front(words, columns)) {
        auto const blank = words.rfind(' ', end);
        auto const at_blank = blank != std::string_view::npos && blank > 0;
        // at least one character, though it may be wider than the line
        end = at_blank ? blank : std::max(end, model::character_at(words, 0).bytes);
        lines.emplace_back(words.substr(0, end));
        words.remove_prefix(end + (at_blank ? 1 : 0));
    }
    if (!words.empty() || lines.empty()) {
        lines.emplace_back(words);
    }
    return lines;
}

std::vector<std::string> wrapped_around_commands(std::string_view words, std::size_t columns)
{
    std::vector<std::string> lines(1);
    for (std::size_t at = 0; at < words.size();) {
        auto const end = end_of_word(words, at);
        auto const word = words.substr(at, end - at);
        auto const begins_line = lines.back().empty();
        if (begins_line || model::columns_of(lines.back()) + 1 + model::columns_of(word) > columns) {
            auto parts =
                word.find('`') == std::string_view::npos ? wrapped(word, columns) : std::vector{std::string(word)};
            if (begins_line) {
                lines.pop_back();
            }
            lines.insert(lines.end(), parts.begin(), parts.end());
        } else {
            lines.back().append(" ").append(word);
        }
        at = end + 1;
    }
    return lines;
}

std::vector<std::size_t> fitted(std::vector<ColumnWidth> const &columns, std::size_t room)
{
    std::vector<std::size_t> widths;
    std::size_t total = 0;
    for (auto const &column : columns) {
        widths.push_back(std::max(column.least, std::min(column.widest, room)));
        total += widths.back();
    }
    for (; total > room; --total) {
        std::size_t widest = columns.size();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (widths[i] > columns[i].least && (widest == columns.size() || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        if (widest == columns.size()) {
            return {};
        }
        --widths[widest];
    }
    return widths;
}

} // namespace tributary::reports
