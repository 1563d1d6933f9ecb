#include "merge/plan/toml_section.hpp"

#include "merge/model/nearest.hpp"
#include "merge/plan/environment.hpp"

#include <algorithm>

namespace tributary::plan {
namespace {

std::string listed(std::vector<std::string> const &words)
{
    std::string list;
    for (auto const &word : words) {
        list += (list.empty() ? "" : ", ") + word;
    }
    return list;
}

/// What to do where something stands twice; nothing for other errors.
std::string way_out(std::string_view description)
{
    if (description.find("redefine existing") == std::string_view::npos) {
        return {};
    }
    if (!description.starts_with("Error while parsing table header")) {
        return "this section has the key already: take one of the two out";
    }
    auto const is_section =
        description.find("existing table") != std::string_view::npos && !description.ends_with("as array-of-tables");
    return is_section ? "the file has this section already: move the lines below this heading into it"
                      : "the name stands further up as something else: write it as [section], as [[list]] or as a key, "
                        "and the same way each time";
}

} // namespace

toml::table parse_toml(std::string const &text, std::string const &file)
{
    try {
        return toml::parse(text, file);
    } catch (toml::parse_error const &error) {
        fail(file, position_of(error.source()), std::string(error.description()), way_out(error.description()));
    }
}

void fail(std::string const &file, Position position, std::string const &sentence, std::string const &next)
{
    throw model::Error(
        model::Exit::plan,
        file + ":" + std::to_string(position.line) + ":" + std::to_string(position.column) + ": " + sentence, next);
}

Position position_of(toml::source_region const &region)
{
    return {static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

TomlSection::TomlSection(std::string const &file, std::string name, toml::table const &table)
    : m_file(file), m_name(std::move(name)), m_table(table)
{
}

toml::node const *TomlSection::node(std::string const &key)
{
    if (std::find(m_known.begin(), m_known.end(), key) == m_known.end()) {
        m_known.push_back(key);
    }
    return m_table.get(key);
}

std::optional<std::string> TomlSection::text(std::string const &key)
{
    auto const *const found = node(key);
    return found == nullptr ? std::nullopt : std::optional(text_of(*found, key));
}

std::string TomlSection::required_text(std::string const &key)
{
    auto const found = text(key);
    if (!found || found->empty()) {
        fail(m_file, position(), m_name + " needs `" + key + "`");
    }
    return *found;
}

std::string TomlSection::text_if_there(std::string const &key)
{
    auto const found = text(key);
    if (found && found->empty()) {
        fail(m_file, position_of_key(key), "`" + key + "` is empty", "leave it out");
    }
    return found.value_or("");
}

std::optional<std::vector<std::string>> TomlSection::texts(std::string const &key)
{
    auto const *const found = node(key);
    if (found == nullptr) {
        return std::nullopt;
    }
    std::vector<std::string> list;
    if (auto const *const array = found->as_array()) {
        for (auto const &one : *array) {
            list.push_back(text_of(one, key));
        }
    } else {
        list.push_back(text_of(*found, key));
    }
    return list;
}

std::vector<std::string> TomlSection::required_texts(std::string const &key)
{
    auto const found = texts(key);
    if (!found || found->empty() || std::count(found->begin(), found->end(), "") > 0) {
        fail(m_file, found ? position_of_key(key) : position(), m_name + " needs `" + key + "`");
    }
    return *found;
}

std::optional<bool> TomlSection::flag(std::string const &key)
{
    auto const *const found = node(key);
    if (found == nullptr) {
        return std::nullopt;
    }
    auto const value = found->value_exact<bool>();
    if (!value) {
        fail(m_file, position_of(found->source()), "`" + key + "` must be true or false");
    }
    return value;
}

std::optional<std::string> TomlSection::expanded(std::string const &key)
{
    auto value = text(key);
    if (!value) {
        return value;
    }
    auto const result = expand(*value);
    if (result.unclosed) {
        fail(m_file, position_of_key(key), "`" + key + "` has ${ without a closing }");
    }
    if (!result.missing.empty()) {
        fail(m_file, position_of_key(key), "environment variable not set: " + result.missing,
             "export " + result.missing + "=… and run this again");
    }
    return result.text;
}

std::string allowed_here(std::string const &word, std::vector<std::string> const &allowed)
{
    auto const hint = model::did_you_mean(word, allowed);
    return (hint.empty() ? "" : hint + "\n") + "allowed here: " + listed(allowed);
}

std::string TomlSection::choice(std::string const &key, std::string const &value,
                                std::vector<std::string> const &allowed)
{
    if (std::find(allowed.begin(), allowed.end(), value) == allowed.end()) {
        fail(m_file, position_of_key(key), "`" + key + "` cannot be \"" + value + "\"", allowed_here(value, allowed));
    }
    return value;
}

bool TomlSection::has_table(std::string const &key)
{
    auto const *const found = node(key);
    return found != nullptr && found->is_table();
}

TomlSection TomlSection::by_source(std::string const &key, std::vector<std::string> const &sources)
{
    auto result = section(key, "`" + key + "`");
    for (auto const &source : result.keys()) {
        if (std::find(sources.begin(), sources.end(), source) == sources.end()) {
            fail(m_file, result.position_of_key(source), "`" + key + "`: there is no source \"" + source + "\"",
                 allowed_here(source, sources));
        }
    }
    return result;
}

std::vector<std::string> TomlSection::keys() const
{
    std::vector<std::string> result;
    for (auto const &[key, value] : m_table) {
        result.emplace_back(key.str());
    }
    return result;
}

Position TomlSection::position() const { return position_of(m_table.source()); }
Position TomlSection::position_of_key(std::string const &key) const
{
    auto const *const found = m_table.get(key);
    return found == nullptr ? position() : position_of(found->source());
}

void TomlSection::refuse_the_rest()
{
    for (auto const &[key, value] : m_table) {
        std::string const name(key.str());
        if (std::find(m_known.begin(), m_known.end(), name) == m_known.end()) {
            fail(m_file, position_of(key.source()), "unknown key `" + name + "` in " + m_name,
                 allowed_here(name, m_known));
        }
    }
}

TomlSection TomlSection::section(std::string const &key, std::string name)
{
    auto const *const found = node(key);
    if (found == nullptr) {
        fail(m_file, position(), "the plan needs " + name);
    }
    if (found->as_table() == nullptr) {
        fail(m_file, position_of(found->source()), name + " must be a table");
    }
    return {m_file, std::move(name), *found->as_table()};
}

std::vector<TomlSection> TomlSection::sections(std::string const &key, std::string const &name)
{
    auto const *const found = node(key);
    std::vector<TomlSection> result;
    if (found == nullptr) {
        return result;
    }
    auto const *const array = found->as_array();
    if (array == nullptr) {
        fail(m_file, position_of(found->source()), "`" + key + "` must be a list of tables");
    }
    for (auto const &one : *array) {
        if (one.as_table() == nullptr) {
            fail(m_file, position_of(one.source()), name + " must be a table");
        }
        result.emplace_back(m_file, name, *one.as_table());
    }
    return result;
}

std::string TomlSection::text_of(toml::node const &found, std::string const &key) const
{
    auto const *const value = found.as_string();
    if (value == nullptr) {
        fail(m_file, position_of(found.source()), "`" + key + "` must be text in quotes");
    }
    return value->get();
}

} // namespace tributary::plan
