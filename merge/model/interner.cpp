#include "merge/model/interner.hpp"

#include <bit>
#include <functional>

namespace tributary::model {

void Interner::reserve(std::size_t texts, std::size_t bytes)
{
    m_bytes.reserve(bytes);
    m_ends.reserve(texts);
    if (auto const slots = std::bit_ceil(texts * 2 + 2); slots > m_slots.size()) {
        rehash(slots);
    }
}

TextId Interner::intern(std::string_view text)
{
    if (m_slots.size() < m_ends.size() * 2 + 2) {
        rehash(std::bit_ceil(m_ends.size() * 4 + 16));
    }
    auto const slot = slot_of(text);
    if (m_slots[slot] == 0) {
        m_bytes += text;
        m_ends.push_back(m_bytes.size());
        m_slots[slot] = static_cast<TextId>(m_ends.size());
    }
    return m_slots[slot];
}

TextId Interner::find(std::string_view text) const { return m_slots.empty() ? 0 : m_slots[slot_of(text)]; }

std::string_view Interner::text(TextId id) const
{
    auto const begin = id == 1 ? 0 : m_ends[id - 2];
    return std::string_view(m_bytes).substr(begin, m_ends[id - 1] - begin);
}

/// Where the text is, or where it would go: linear probing.
std::size_t Interner::slot_of(std::string_view text) const
{
    auto const mask = m_slots.size() - 1;
    auto slot = std::hash<std::string_view>()(text) & mask;
    while (m_slots[slot] != 0 && this->text(m_slots[slot]) != text) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

void Interner::rehash(std::size_t slots)
{
    m_slots.assign(slots, 0);
    for (TextId id = 1; id <= m_ends.size(); ++id) {
        m_slots[slot_of(text(id))] = id;
    }
}

} // namespace tributary::model
