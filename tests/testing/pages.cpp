#include "tests/testing/pages.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace tributary::testing {

std::filesystem::path root() { return std::filesystem::path(TRIBUTARY_FIXTURES).parent_path(); }

std::string contents(std::filesystem::path const &file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        throw std::runtime_error("there is no " + file.string());
    }
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string page(std::string const &name) { return contents(root() / name); }

Words lines_of(std::string const &text)
{
    std::istringstream stream(text);
    Words lines;
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

std::string between(std::string const &text, std::string const &from, std::string const &to)
{
    auto const found = text.find(from);
    if (found == std::string::npos) {
        return {};
    }
    auto const start = found + from.size();
    return text.substr(start, text.find(to, start) - start);
}

std::string section(std::string const &text, std::string const &heading)
{
    return between(text, "\n## " + heading + "\n", "\n## ");
}

Described first_table(std::string const &text)
{
    static std::regex const row(R"(\| (?:\[?`([^`]*)`.*?|(.*?)) \| (.*?) \|.*)");
    Described result;
    auto const lines = lines_of(text);
    auto line = std::find_if(lines.begin(), lines.end(), [](auto const &one) { return one.starts_with("|---"); });
    std::smatch cells;
    while (line != lines.end() && ++line != lines.end() && std::regex_match(*line, cells, row)) {
        result[cells[1].str() + cells[2].str()] = cells[3];
    }
    return result;
}

Names names(Described const &described)
{
    Names result;
    std::transform(described.begin(), described.end(), std::inserter(result, result.end()),
                   [](auto const &one) { return one.first; });
    return result;
}

Names found_in(std::string const &text, std::regex const &pattern)
{
    Names result;
    for (std::sregex_iterator one(text.begin(), text.end(), pattern), end; one != end; ++one) {
        result.insert((*one)[1]);
    }
    return result;
}

Words fenced(std::string const &text, std::string const &language)
{
    Words blocks;
    auto const fence = "```" + language + "\n";
    for (auto at = text.find(fence); at != std::string::npos; at = text.find(fence, at + 1)) {
        blocks.push_back(between(text.substr(at), fence, "```"));
    }
    return blocks;
}

} // namespace tributary::testing
