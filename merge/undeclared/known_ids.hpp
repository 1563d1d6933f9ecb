#pragma once

#include "merge/model/cell.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace tributary::undeclared {

/// A set of ids: whole numbers, however they travel (17, '17', 17.0, '17.00'), and texts, in which case is ignored as
/// in a uuid. First all are added, then settle(), then they are looked up. A bit for each number between the least and
/// the greatest where they lie close, otherwise 8 bytes each; a text is 8 bytes, and two texts with one hash count as
/// one: with millions of them the odds are one in a billion.
class IdSet {
public:
    /// NULL is not an id.
    void add(model::Cell const &id);
    void settle();

    bool has(model::Cell const &value) const;
    bool has(std::int64_t number) const;
    /// How many of the whole numbers from `least` to `greatest` are ids, from 0 to 1. O(range / 64), or O(log ids).
    double share_between(std::int64_t least, std::int64_t greatest) const;
    /// 0 without numbers.
    std::int64_t greatest() const { return m_greatest; }
    std::size_t size() const { return m_count + m_texts.size(); }
    bool empty() const { return size() == 0; }

private:
    std::vector<std::int64_t> m_numbers; ///< ascending, where they lie far apart
    std::vector<std::uint64_t> m_bits;   ///< from m_least on, where they lie close
    std::int64_t m_least = 0;
    std::int64_t m_greatest = 0;
    std::size_t m_count = 0; ///< of different numbers
    std::vector<std::uint64_t> m_texts;
};

/// A set of texts in which case is ignored, and blanks at the end: names.
class TextSet {
public:
    void add(std::string_view text);
    void settle();
    bool has(std::string_view text) const;

private:
    std::vector<std::uint64_t> m_hashes;
};

/// The name of each user, by id, compared as TextSet does. 32 bytes a user.
class NamesById {
public:
    /// Without an id or a name it says nothing.
    void add(model::Cell const &id, model::Cell const &name);
    void settle();
    /// True if `text` is the name of this user, but for the case of ASCII letters.
    bool is_name_of(model::Cell const &id, std::string_view text) const;
    /// The same, letter by letter.
    bool is_exactly_name_of(model::Cell const &id, std::string_view text) const;

    /// What one user is called, letter by letter, for those who ask about several texts. Nothing is, without a name.
    class Exact {
    public:
        bool is(std::string_view text) const;

    private:
        friend class NamesById;
        std::span<std::pair<std::uint64_t, std::uint64_t> const> m_hashes;
        std::size_t m_longest = 0;
    };
    /// Valid until the next add().
    Exact exactly(model::Cell const &id) const;

private:
    std::vector<std::pair<std::uint64_t, std::uint64_t>> m_hashes; ///< of the id, and of the name
    std::vector<std::pair<std::uint64_t, std::uint64_t>> m_exact;  ///< the same, of names as they are written
    std::size_t m_longest = 0;                                     ///< of the names, in bytes
};

/// The whole number that a value is, however it travels; nothing if it is none.
std::optional<std::int64_t> number_of(model::Cell const &cell);

} // namespace tributary::undeclared
