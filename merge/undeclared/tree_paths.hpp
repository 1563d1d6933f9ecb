#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace tributary::undeclared {

/// Says whether texts are ways through a tree, from its root down, as `1/5/12`, `30.91.11` and `/1/5/` are: whatever
/// number stands before another in one of them stands before it in all. Lists, dates, versions and the numbers of
/// chapters are not like that, and addresses of four numbers are not meant. Bounded: the first 65536 different numbers,
/// until it is clear that they are none.
class TreePaths {
public:
    /// A text of numbers and whatever separates them. O(length).
    void add(std::string_view text);
    /// True if enough numbers came again, and nearly all of them below the same number.
    bool are_paths() const { return m_same >= enough && m_other * 100 <= m_same && !m_only_addresses; }

private:
    static constexpr std::int64_t enough = 10;

    std::unordered_map<std::uint64_t, std::uint64_t> m_above; ///< by number; 0: it was the first of its text
    std::int64_t m_same = 0;                                  ///< below another number, the same as before
    std::int64_t m_other = 0;
    bool m_only_addresses = true;
};

} // namespace tributary::undeclared
