#pragma once

#include "merge/plan/plan.hpp"

#include <toml++/toml.h>

#include <optional>
#include <string>
#include <vector>

namespace tributary::plan {

/// Throws model::Error 78 that points at the place.
[[noreturn]] void fail(std::string const &file, Place place, std::string const &sentence, std::string const &next = {});

/// `did you mean …`, and the list.
std::string allowed_here(std::string const &word, std::vector<std::string> const &allowed);

Place place_of(toml::source_region const &region);

/// One TOML table, read key by key. What was not asked for by the end is an unknown key.
///
/// `file` and `table` must outlive it. Every call throws model::Error 78 for a value of another kind than it asks for.
class TomlSection {
public:
    /// `name` is how messages call it, such as [users].
    TomlSection(std::string const &file, std::string name, toml::table const &table);

    toml::node const *node(std::string const &key);
    std::optional<std::string> text(std::string const &key);
    /// As text(); an error if it is missing or empty.
    std::string required_text(std::string const &key);
    /// A list of texts, or one text for a list of one.
    std::optional<std::vector<std::string>> texts(std::string const &key);
    /// As text(), with ${VAR} replaced from the environment.
    std::optional<std::string> expanded(std::string const &key);
    /// Returns `value` if it is one of `allowed`; the list is shown if it is not.
    std::string choice(std::string const &key, std::string const &value, std::vector<std::string> const &allowed);

    /// All keys of the table, in the order of their names.
    std::vector<std::string> keys() const;

    Place place() const;
    Place place_of_key(std::string const &key) const;

    /// To be called when all known keys have been asked for.
    void refuse_the_rest();

    /// The table under `key`, which must be there.
    TomlSection section(std::string const &key, std::string name);

private:
    std::string text_of(toml::node const &found, std::string const &key) const;

    std::string const &m_file;
    std::string m_name;
    toml::table const &m_table;
    std::vector<std::string> m_known;
};

} // namespace tributary::plan
