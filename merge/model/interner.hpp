#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::model {

/// Equal numbers mean equal texts. 0 is no text.
using TextId = std::uint32_t;

/// Numbers texts from 1, each once, so that millions of them are compared as numbers.
///
/// All texts lie in one buffer, and a hash table of numbers and half a hash each finds them, so that hardly any text is
/// looked at but the one that is meant: 19 to 30 bytes a text beside its own. Amortised O(length) for each call.
class Interner {
public:
    /// Makes room for so many texts of so many bytes together.
    void reserve(std::size_t texts, std::size_t bytes);

    TextId intern(std::string_view text);
    /// 0: not interned.
    TextId find(std::string_view text) const;
    /// Valid until the next intern(). `id` is not 0.
    std::string_view text(TextId id) const;
    std::size_t size() const { return m_ends.size(); }

private:
    struct Slot {
        TextId id = 0;          ///< 0: free
        std::uint32_t hash = 0; ///< its upper half
    };

    std::size_t slot_of(std::string_view text, std::uint64_t hash) const;
    void rehash(std::size_t slots);

    std::string m_bytes;
    std::vector<std::uint64_t> m_ends;
    std::vector<Slot> m_slots; ///< a power of two of them, at most three quarters in use
};

} // namespace tributary::model
