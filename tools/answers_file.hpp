#pragma once

#include "merge/plan/answer.hpp"
#include "merge/plan/csv.hpp"
#include "merge/plan/edit_toml.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tributary::tools {

/// A heading of a CSV file as it is compared: in lower case, without blanks around.
std::string heading_of(std::string const &head);

/// A file of answers, CSV or TOML by its extension, as it is to be written again: what is not changed stays as it is,
/// in TOML to the byte.
class AnswersFile {
public:
    /// `text` is what it holds, which must be valid.
    AnswersFile(std::filesystem::path const &file, std::string text);

    /// Behind all others.
    void add(plan::Answer const &answer);
    /// In the place of the one in this line.
    void replace(int line, plan::Answer const &answer);
    /// Takes the decision, and its note, out of what stands in this line.
    void clear(int line);

    std::string text() const;

private:
    void set(plan::CsvRecord &record, plan::TomlFields const &fields);
    void set(int line, plan::TomlFields const &fields);

    bool m_is_toml;
    std::string m_toml;                        ///< as it was
    std::map<int, plan::TomlFields> m_changed; ///< in it, by line
    std::string m_added;                       ///< behind it
    std::vector<plan::CsvRecord> m_records;    ///< of CSV; the first is the header
};

} // namespace tributary::tools
