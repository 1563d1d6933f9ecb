#include "merge/undeclared/explained.hpp"

#include "merge/plan/overrides.hpp"
#include "merge/undeclared/inside.hpp"

#include <algorithm>
#include <iterator>

namespace tributary::undeclared {

using Way = InsideTally::Way;

std::string InsidePlace::name() const
{
    return path + (way == Way::keys ? " keys" : "") + (format == model::Format::php ? " php" : "") +
           (path.empty() || regex.empty() ? "" : " ") + regex;
}

std::string InsidePlace::in_plan() const
{
    return (path.empty() ? "" : "\npath = " + plan::toml_text(path)) +
           (regex.empty() ? "" : "\nregex = " + plan::toml_text(regex)) + (way == Way::keys ? "\nkeys = true" : "") +
           (format == model::Format::php ? "\nformat = \"php\"" : "");
}

InsidePlace place_of(TextMark const &mark, InsidePlace const &around)
{
    return {Way::regex, around.format, around.path, mark.regex()};
}

std::string key_of(TextMark const &mark, InsidePlace const &around)
{
    if (mark.is == TextMark::Is::long_word) {
        return place_of(mark, around).name();
    }
    std::string key;
    key.reserve(around.path.size() + mark.before.size() + 3);
    key += '\0'; // no name() begins so
    key += static_cast<char>(mark.is);
    key += around.format == model::Format::php ? 'p' : 'j';
    key += mark.before;
    key += '\0';
    return key += around.path;
}

Explained::Explained(std::set<DeclaredPlace> const &declared, job::FinderOf const &finder_of, Tally &tally)
{
    for (auto const &place : declared) {
        One one{&place, {}, {}, {}, &tally.found[place]};
        if (!place.path.empty()) {
            one.path = references::read_path(place.path);
            one.filter = references::filter_in(one.path);
            if (one.filter) {
                m_asked.insert(one.path[*one.filter].name);
            }
        }
        if (!place.regex.empty() && finder_of) {
            one.find = finder_of(place.regex);
        }
        m_declared.push_back(std::move(one));
    }
}

bool Explained::leads(One const &one, InsidePlace const &at)
{
    auto const php = at.format == model::Format::php;
    return !at.path.empty() && one.place->format == at.format && one.place->keys == (at.way == Way::keys) &&
           references::leads_everywhere(one.path, references::read_path(at.path), php);
}

std::vector<std::size_t> Explained::filters_at(InsidePlace const &at) const
{
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < m_declared.size() && !m_asked.empty(); ++i) {
        auto const &one = m_declared[i];
        if (one.filter && at.regex.empty() && one.place->format == at.format &&
            one.place->keys == (at.way == Way::keys) &&
            references::leads_everywhere(references::without_filters(one.path), references::read_path(at.path),
                                         false)) {
            result.push_back(i);
        }
    }
    return result;
}

/// True if the object that the filter is about has what it asks for.
bool Explained::is_taken(One const &one, std::vector<AroundObject> const &around)
{
    auto const &filter = one.path[*one.filter];
    ObjectWord const wanted{filter.name, filter.value, filter.value_is_text};
    return std::any_of(around.begin(), around.end(), [&](AroundObject const &object) {
        return object.steps == *one.filter &&
               std::find(object.words->begin(), object.words->end(), wanted) != object.words->end();
    });
}

std::int64_t *Explained::filtered(std::vector<std::size_t> const &filters, std::vector<AroundObject> const &around)
{
    auto const found = std::find_if(filters.begin(), filters.end(),
                                    [&](std::size_t number) { return is_taken(m_declared[number], around); });
    return found == filters.end() ? nullptr : m_declared[*found].found;
}

std::int64_t *Explained::whole(InsidePlace const &at)
{
    for (auto const &one : m_declared) {
        auto const is_same = !at.regex.empty() && one.place->regex == at.regex;
        if (!one.place->path.empty() && (one.place->regex.empty() || is_same) && leads(one, at)) {
            return one.found;
        }
        if (one.place->path.empty() && is_same) {
            return one.found;
        }
    }
    return nullptr;
}

void Explained::count_in_document(std::string_view text)
{
    for (auto const &one : m_declared) {
        if (one.place->path.empty() && one.find) {
            *one.found += static_cast<std::int64_t>(one.find(text).size());
        }
    }
}

bool Explained::search(std::string_view text, InsidePlace const &at)
{
    m_found.clear();
    m_untried.clear();
    for (auto const &one : m_declared) {
        auto const &place = *one.place;
        if (place.regex.empty() || (!place.path.empty() && !leads(one, at))) {
            continue;
        }
        if (!one.find) {
            m_untried.push_back(&place.regex);
            continue;
        }
        auto const found = one.find(text);
        std::copy(found.begin(), found.end(), std::back_inserter(m_found));
        if (place.path.empty() == at.path.empty()) {
            *one.found += static_cast<std::int64_t>(found.size());
        }
    }
    return !m_found.empty();
}

bool Explained::has(TextMark const &mark) const
{
    return std::any_of(m_found.begin(), m_found.end(),
                       [&](auto const &range) {
                           return range.first <= mark.at && mark.at + mark.value.size() <= range.second;
                       }) ||
           std::any_of(m_untried.begin(), m_untried.end(),
                       [&](auto const *regex) { return regex->find(mark.name) != std::string::npos; });
}

DeclaredPlace declared_place(std::string const &path, bool keys, std::string const &regex, model::Format format)
{
    return {path, keys, regex, format};
}

} // namespace tributary::undeclared
