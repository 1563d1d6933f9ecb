#include "merge/undeclared/own_names.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace tributary::undeclared {
namespace {

constexpr std::size_t most_own_places = 256;
constexpr std::size_t most_names = 64;
constexpr std::size_t most_words_read = 16; ///< of a text
constexpr std::size_t longest_before = 32;

bool is_in_word(char c)
{
    auto const byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_' || c == '-';
}

std::size_t word_end(std::string_view text, std::size_t from)
{
    while (from < text.size() && is_in_word(text[from])) {
        ++from;
    }
    return from;
}

/// With what dots join to it: `ann.rss`.
std::size_t dotted_end(std::string_view text, std::size_t end)
{
    while (end + 1 < text.size() && text[end] == '.' && is_in_word(text[end + 1])) {
        end = word_end(text, end + 1);
    }
    return end;
}

std::string as_literal(std::string_view text)
{
    std::string result;
    for (char const c : text) {
        result += std::string_view("\\.^$|()[]{}*+?#&-").find(c) == std::string_view::npos ? "" : "\\";
        result += c;
    }
    return result;
}

} // namespace

bool are_own_names(std::int64_t own, std::int64_t owned, std::size_t different)
{
    constexpr std::int64_t least = 3;
    return own >= least && std::cmp_greater_equal(different, least) && own * 4 >= owned * 3;
}

OwnNames::Place *OwnNames::place_of(InsidePlace const &at)
{
    auto const key = at.name();
    auto const found = m_places.find(key);
    if (found != m_places.end()) {
        return &found->second;
    }
    if (m_places.size() >= most_own_places) {
        return nullptr;
    }
    auto &place = m_places[key];
    place.at = at;
    return &place;
}

void OwnNames::note_name(Place &place, std::string_view name, bool own)
{
    ++place.names;
    place.own += own ? 1 : 0;
    if (place.different.size() < most_names) {
        place.different.emplace(name);
    }
}

void OwnNames::in_document(InsidePlace const &at, std::string_view text, model::Cell const &owner)
{
    if (text.empty()) {
        return;
    }
    if (auto *const place = place_of(at)) {
        auto const own = m_known.names_by_id.is_exactly_name_of(owner, text);
        ++place->values;
        place->owned += owner.type == model::Cell::Type::null ? 0 : 1;
        if (own || m_known.names.has(text)) {
            note_name(*place, text, own);
        }
    }
}

void OwnNames::in_text(std::string_view text, model::Cell const &owner)
{
    constexpr auto const *dotted = R"([\w-]+(?:\.[\w-]+)*)";
    if (owner.type == model::Cell::Type::null) {
        return;
    }
    ++m_texts;
    auto const name_of_owner = m_known.names_by_id.exactly(owner);
    std::size_t at = 0;
    for (std::size_t words = 0; words < most_words_read; ++words) {
        while (at < text.size() && !is_in_word(text[at])) {
            ++at;
        }
        if (at > longest_before) {
            return;
        }
        auto const whole = dotted_end(text, word_end(text, at));
        auto const short_end = word_end(text, at);
        auto const is_whole = name_of_owner.is(text.substr(at, whole - at));
        auto const is_short = !is_whole && whole > short_end && name_of_owner.is(text.substr(at, short_end - at));
        auto const end = is_short ? short_end : whole;
        if (at == text.size() || (at == 0 && end == text.size())) {
            return; // the value as a whole is judged as a column
        }
        auto const ahead = text.substr(0, at);
        if (is_whole || is_short) {
            auto const name = "(" + std::string(is_short ? "[\\w-]+" : dotted) + ")";
            auto const next = end < text.size() && static_cast<unsigned char>(text[end]) < 0x80
                                  ? std::string(text.substr(end, 1))
                                  : std::string();
            auto const first = at == 0;
            if (first && next == "@" && m_has_addresses) {
                return;
            }
            InsidePlace const place{InsideTally::Way::regex,
                                    model::Format::json,
                                    {},
                                    "^" + as_literal(ahead) + name +
                                        (first || is_short ? "(?=" + as_literal(next) + ")" : "")};
            if (auto *const found = place_of(place)) {
                found->mark = first ? "before \"" + next + "\"" : "behind \"" + std::string(ahead) + "\"";
                note_name(*found, text.substr(at, end - at), true);
            }
        }
        at = whole;
    }
}

void OwnNames::finish(Tally &tally) const
{
    constexpr std::size_t enough = 10;
    for (auto const &[name, place] : m_places) {
        auto const in_text = place.at.way == InsideTally::Way::regex;
        auto const owned = in_text ? m_texts : place.owned;
        auto const by_values = !in_text && place.different.size() >= enough && place.names * 10 >= place.values * 9;
        if (!by_values && !are_own_names(place.own, owned, place.different.size())) {
            continue;
        }
        auto const [found, added] = tally.inside.try_emplace(name);
        auto &inside = found->second;
        inside.own_names = place.own;
        inside.owned = owned;
        if (added) {
            inside.way = place.at.way;
            inside.format = place.at.format;
            inside.path = place.at.path;
            inside.regex = place.at.regex;
            inside.mark = place.mark;
            inside.values = in_text ? m_texts : place.values;
            inside.names = place.names;
            inside.distinct_names = place.different.size();
            inside.nameless = true;
            inside.of_any = true;
            inside.weak = true;
        }
    }
}

} // namespace tributary::undeclared
