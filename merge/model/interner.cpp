#include "merge/model/interner.hpp"

#include <bit>
#include <functional>

namespace tributary::model {
namespace {

std::uint64_t hash_of(std::string_view text) { return std::hash<std::string_view>()(text); }
std::size_t most_in(std::size_t slots) { return slots / 4 * 3; }
std::size_t slots_for(std::size_t texts) { return std::bit_ceil(texts / 3 * 4 + 4); }
std::uint32_t upper_half(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

} // namespace

void Interner::reserve(std::size_t texts, std::size_t bytes)
{
    m_bytes.reserve(bytes);
    m_ends.reserve(texts);
    if (texts > most_in(m_slots.size())) {
        rehash(slots_for(texts));
    }
}

TextId Interner::intern(std::string_view text)
{
    if (m_ends.size() >= most_in(m_slots.size())) {
        rehash(slots_for(m_ends.size() * 2 + 8));
    }
    auto const hash = hash_of(text);
    auto &slot = m_slots[slot_of(text, hash)];
    if (slot.id == 0) {
        m_bytes += text;
        m_ends.push_back(m_bytes.size());
        slot = {static_cast<TextId>(m_ends.size()), upper_half(hash)};
    }
    return slot.id;
}

TextId Interner::find(std::string_view text) const
{
    return m_slots.empty() ? 0 : m_slots[slot_of(text, hash_of(text))].id;
}

std::string_view Interner::text(TextId id) const
{
    auto const begin = id == 1 ? 0 : m_ends[id - 2];
    return std::string_view(m_bytes).substr(begin, m_ends[id - 1] - begin);
}

/// Where the text is, or where it would go: linear probing.
std::size_t Interner::slot_of(std::string_view text, std::uint64_t hash) const
{
    auto const mask = m_slots.size() - 1;
    auto const half = upper_half(hash);
    auto slot = static_cast<std::size_t>(hash) & mask;
    while (m_slots[slot].id != 0 && (m_slots[slot].hash != half || this->text(m_slots[slot].id) != text)) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

void Interner::rehash(std::size_t slots)
{
    m_slots.assign(slots, {});
    for (TextId id = 1; id <= m_ends.size(); ++id) {
        auto const hash = hash_of(text(id));
        m_slots[slot_of(text(id), hash)] = {id, upper_half(hash)};
    }
}

} // namespace tributary::model
