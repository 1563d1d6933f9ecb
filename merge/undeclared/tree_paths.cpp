#include "merge/undeclared/tree_paths.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace tributary::undeclared {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::size_t most_numbers = 65536;

} // namespace

void TreePaths::add(std::string_view text)
{
    constexpr std::int64_t clear = 100;
    constexpr std::size_t parts_of_address = 4;
    constexpr std::uint64_t greatest_part = 255;
    if (m_other >= clear && m_other > m_same) {
        m_above.clear();
        return;
    }
    std::uint64_t above = 0;
    std::size_t count = 0;
    std::uint64_t greatest = 0;
    for (auto at = text.find_first_of(digits); at != std::string_view::npos; at = text.find_first_of(digits, at)) {
        std::uint64_t number = 0;
        auto const read = std::from_chars(text.data() + at, text.data() + text.size(), number);
        at = static_cast<std::size_t>(read.ptr - text.data());
        auto known = m_above.find(number);
        if (known == m_above.end()) {
            if (m_above.size() < most_numbers) {
                m_above.emplace(number, above);
            }
        } else if (known->second == above) {
            m_same += above == 0 ? 0 : 1;
        } else {
            ++m_other;
        }
        above = number;
        greatest = std::max(greatest, number);
        ++count;
    }
    m_only_addresses = m_only_addresses && count == parts_of_address && greatest <= greatest_part;
}

} // namespace tributary::undeclared
