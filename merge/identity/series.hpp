#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::identity {

/// Finds out whether texts come from counting: 1001, 1002, 1003 or U00017, U00018. Two sources that count have equal
/// values without having anything in common.
class Series {
public:
    /// Texts that are equal count once. O(1) and 16 bytes of memory, as long as the texts may be a series.
    void add(std::string_view text);

    /// True if nearly all texts are a number with the same text before it, or behind it, and these numbers leave few
    /// gaps; the text around them may vary if they begin anew for each (2019-0001, 2020-0001). Numbers that somebody
    /// else handed out (phone numbers, a register's) are scattered. False of fewer than five texts. O(n log n).
    bool is_counted();

private:
    std::map<std::string, std::vector<std::int64_t>> m_numbers; ///< by the text around them
    std::vector<std::uint64_t> m_texts;                         ///< hashes
    std::vector<std::uint64_t> m_others;                        ///< of those that have no such number
    bool m_is_mixed = false;                                    ///< too many texts around numbers
    bool m_are_within =
        true; ///< a year or a number of three digits: the numbers may begin anew for each text around them
};

} // namespace tributary::identity
