#include "tests/testing/row_values.hpp"

#include <algorithm>

namespace tributary::testing {

using Texts = std::vector<std::string>;

std::string uuid(Dice &dice)
{
    std::string text;
    for (int digit = 0; digit < 32; ++digit) {
        text += digit == 8 || digit == 12 || digit == 16 || digit == 20 ? "-" : "";
        text += "0123456789abcdef"[dice.below(16)];
    }
    return text;
}

std::string joined(Texts const &texts, std::string const &between)
{
    std::string all;
    for (auto const &text : texts) {
        all += (all.empty() ? "" : between) + text;
    }
    return all;
}

SchemaColumn const &column_of(SchemaTable const &table, std::string const &name)
{
    return *std::find_if(table.columns.begin(), table.columns.end(), [&](auto const &one) { return one.name == name; });
}

bool has(SchemaTable const &table, std::string const &name)
{
    return std::any_of(table.columns.begin(), table.columns.end(), [&](auto const &one) { return one.name == name; });
}

} // namespace tributary::testing
