#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::model {

/// Equal numbers stand for equal texts. 0 is no text.
using TextId = std::uint32_t;

/// Numbers texts from 1, each once, so that millions of them are compared as numbers.
///
/// All texts lie in one buffer, and a hash table of numbers alone finds them: 12 bytes a text beside its own. Amortised
/// O(length) for each call.
class Interner {
public:
    /// Makes room for so many texts of so many bytes together.
    void reserve(std::size_t texts, std::size_t bytes);

    TextId intern(std::string_view text);
    /// 0: nobody has interned it.
    TextId find(std::string_view text) const;
    /// Valid until the next intern(). `id` is not 0.
    std::string_view text(TextId id) const;
    std::size_t size() const { return m_ends.size(); }

private:
    std::size_t slot_of(std::string_view text) const;
    void rehash(std::size_t slots);

    std::string m_bytes;
    std::vector<std::uint64_t> m_ends;
    std::vector<TextId> m_slots; ///< a power of two of them, at most half in use
};

} // namespace tributary::model
