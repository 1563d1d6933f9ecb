#include "merge/staging/asked.hpp"

#include <sstream>

namespace tributary::staging {
namespace {

constexpr char const *property_of_asked = "asked_answers"; // a line for each

} // namespace

std::set<std::string> asked_answers(Staging const &staging)
{
    std::set<std::string> result;
    std::istringstream lines(staging.property(property_of_asked).value_or(""));
    for (std::string line; std::getline(lines, line);) {
        result.insert(line);
    }
    return result;
}

void write_asked_answers(Staging const &staging, std::set<std::string> const &answers)
{
    std::string lines;
    for (auto const &answer : answers) {
        lines += answer + '\n';
    }
    staging.set_property(property_of_asked, lines);
}

void keep_asked_answers(Staging const &earlier, Staging const &later)
{
    if (auto const lines = earlier.property(property_of_asked)) {
        later.set_property(property_of_asked, *lines);
    }
}

} // namespace tributary::staging
