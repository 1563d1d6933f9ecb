#include "merge/undeclared/known_ids.hpp"

#include "merge/model/characters.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>

namespace tributary::undeclared {
namespace {

using model::Cell;

constexpr std::uint64_t bits_a_word = 64;

/// Numbers lie close where a bit for each between them costs no more than they do as numbers.
bool lie_close(std::vector<std::int64_t> const &sorted)
{
    auto const range = static_cast<std::uint64_t>(sorted.back()) - static_cast<std::uint64_t>(sorted.front());
    return range / bits_a_word <= sorted.size();
}

/// FNV-1a, and the finaliser of MurmurHash3.
template <typename Fold> std::uint64_t hash_under(std::string_view text, Fold const &fold)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (char const c : text) {
        hash = (hash ^ static_cast<unsigned char>(fold(c))) * 0x100000001b3U;
    }
    hash = (hash ^ (hash >> 33U)) * 0xff51afd7ed558ccdU;
    hash = (hash ^ (hash >> 33U)) * 0xc4ceb9fe1a85ec53U;
    return hash ^ (hash >> 33U);
}

std::uint64_t hash_of(std::string_view text)
{
    return hash_under(text, [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
}

std::uint64_t exact_hash_of(std::string_view text)
{
    return hash_under(text, [](char c) { return c; });
}

template <typename Value> void sort_once(std::vector<Value> &values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// As numeric(10,2) and the like write a whole number: 17.00 is 17.
std::string_view without_zeros_behind(std::string_view number)
{
    auto const point = number.find('.');
    auto const whole = point != std::string_view::npos && point + 1 < number.size() &&
                       number.find_first_not_of('0', point + 1) == std::string_view::npos;
    return whole ? number.substr(0, point) : number;
}

std::optional<std::int64_t> integer_in(std::string_view text)
{
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    auto const canonical = !text.empty() && (text == "0" || (text[0] != '0' && !text.starts_with("-0")));
    return error == std::errc() && end == text.data() + text.size() && canonical ? std::optional(number) : std::nullopt;
}

std::uint64_t hash_of_id(Cell const &id)
{
    auto const number = number_of(id);
    return number ? static_cast<std::uint64_t>(*number) : hash_of(model::without_blanks_behind(id.bytes));
}

} // namespace

std::optional<std::int64_t> number_of(Cell const &cell)
{
    switch (cell.type) {
    case Cell::Type::integer: return cell.integer;
    case Cell::Type::real:
        return std::trunc(cell.real) == cell.real && std::abs(cell.real) < 9e15
                   ? std::optional(static_cast<std::int64_t>(cell.real))
                   : std::nullopt;
    case Cell::Type::text: return integer_in(without_zeros_behind(cell.bytes));
    default: return std::nullopt;
    }
}

void IdSet::add(Cell const &id)
{
    if (auto const number = number_of(id)) {
        m_numbers.push_back(*number);
    } else if (id.type == Cell::Type::text || id.type == Cell::Type::blob) {
        m_texts.push_back(hash_of(model::without_blanks_behind(id.bytes)));
    }
}

void IdSet::settle()
{
    sort_once(m_texts);
    sort_once(m_numbers);
    m_count = m_numbers.size();
    m_greatest = m_numbers.empty() ? 0 : m_numbers.back();
    if (m_numbers.empty() || !lie_close(m_numbers)) {
        return;
    }
    m_least = m_numbers.front();
    auto const range = static_cast<std::uint64_t>(m_numbers.back()) - static_cast<std::uint64_t>(m_least);
    m_bits.assign(range / bits_a_word + 1, 0);
    for (auto const number : m_numbers) {
        auto const bit = static_cast<std::uint64_t>(number) - static_cast<std::uint64_t>(m_least);
        m_bits[bit / bits_a_word] |= std::uint64_t{1} << (bit % bits_a_word);
    }
    m_numbers = {};
}

bool IdSet::has(std::int64_t number) const
{
    if (m_bits.empty()) {
        return std::binary_search(m_numbers.begin(), m_numbers.end(), number);
    }
    auto const bit = static_cast<std::uint64_t>(number) - static_cast<std::uint64_t>(m_least);
    return number >= m_least && bit / bits_a_word < m_bits.size() &&
           ((m_bits[bit / bits_a_word] >> (bit % bits_a_word)) & 1U) != 0;
}

double IdSet::share_between(std::int64_t least, std::int64_t greatest) const
{
    auto const all = static_cast<double>(greatest) - static_cast<double>(least) + 1;
    if (m_bits.empty()) {
        auto const from = std::lower_bound(m_numbers.begin(), m_numbers.end(), least);
        return static_cast<double>(std::upper_bound(from, m_numbers.end(), greatest) - from) / all;
    }
    auto const bits = m_bits.size() * bits_a_word; // whose last number may be beyond the greatest there is
    auto const place_of = [&](std::int64_t number) {
        return static_cast<std::uint64_t>(number) - static_cast<std::uint64_t>(m_least);
    };
    if (greatest < m_least || (least > m_least && place_of(least) >= bits)) {
        return 0;
    }
    auto const end = std::min<std::uint64_t>(place_of(greatest), bits - 1) + 1;
    std::size_t count = 0;
    for (auto at = least > m_least ? place_of(least) : 0; at < end;) {
        auto const taken = std::min(bits_a_word - at % bits_a_word, end - at);
        auto const mask = taken == bits_a_word ? ~std::uint64_t{0} : (std::uint64_t{1} << taken) - 1;
        count += static_cast<std::size_t>(std::popcount((m_bits[at / bits_a_word] >> (at % bits_a_word)) & mask));
        at += taken;
    }
    return static_cast<double>(count) / all;
}

bool IdSet::has(Cell const &value) const
{
    if (auto const number = number_of(value)) {
        return has(*number);
    }
    return !m_texts.empty() && (value.type == Cell::Type::text || value.type == Cell::Type::blob) &&
           std::binary_search(m_texts.begin(), m_texts.end(), hash_of(model::without_blanks_behind(value.bytes)));
}

void NamesById::add(Cell const &id, Cell const &name)
{
    if (id.type != Cell::Type::null && name.type == Cell::Type::text && !name.bytes.empty()) {
        auto const trimmed = model::without_blanks_behind(name.bytes);
        m_longest = std::max(m_longest, trimmed.size());
        m_hashes.emplace_back(hash_of_id(id), hash_of(trimmed));
        m_exact.emplace_back(hash_of_id(id), exact_hash_of(trimmed));
    }
}

void NamesById::settle()
{
    sort_once(m_hashes);
    sort_once(m_exact);
}

bool NamesById::is_exactly_name_of(Cell const &id, std::string_view text) const { return exactly(id).is(text); }

NamesById::Exact NamesById::exactly(Cell const &id) const
{
    auto const hash = hash_of_id(id);
    if (m_exact.empty() || hash < m_exact.front().first || hash > m_exact.back().first) {
        return {};
    }
    // ids are dense, and hashes spread evenly: it is near where it would be if all were at the same distance
    auto const range = static_cast<double>(m_exact.back().first - m_exact.front().first);
    auto const share = range > 0 ? static_cast<double>(hash - m_exact.front().first) / range : 0;
    auto const guess = static_cast<std::size_t>(share * static_cast<double>(m_exact.size() - 1));
    std::size_t step = 4;
    auto low = guess;
    while (low > 0 && m_exact[low].first >= hash) {
        low -= std::min(low, step);
        step *= 2;
    }
    auto high = guess;
    for (step = 4; high < m_exact.size() && m_exact[high].first < hash; step *= 2) {
        high = std::min(high + step, m_exact.size());
    }
    auto const at = [&](std::size_t position) { return m_exact.begin() + static_cast<std::ptrdiff_t>(position); };
    auto const first = std::lower_bound(at(low), at(high), std::pair(hash, std::uint64_t{0}));
    auto const last = std::find_if(first, m_exact.end(), [&](auto const &entry) { return entry.first != hash; });
    Exact result;
    result.m_hashes = std::span(first, last);
    result.m_longest = m_longest;
    return result;
}

bool NamesById::Exact::is(std::string_view text) const
{
    auto const trimmed = model::without_blanks_behind(text);
    return !m_hashes.empty() && trimmed.size() <= m_longest &&
           std::any_of(m_hashes.begin(), m_hashes.end(),
                       [hash = exact_hash_of(trimmed)](auto const &entry) { return entry.second == hash; });
}

bool NamesById::is_name_of(Cell const &id, std::string_view text) const
{
    auto const trimmed = model::without_blanks_behind(text);
    return trimmed.size() <= m_longest &&
           std::binary_search(m_hashes.begin(), m_hashes.end(), std::pair(hash_of_id(id), hash_of(trimmed)));
}

void TextSet::add(std::string_view text) { m_hashes.push_back(hash_of(model::without_blanks_behind(text))); }

void TextSet::settle() { sort_once(m_hashes); }

bool TextSet::has(std::string_view text) const
{
    return std::binary_search(m_hashes.begin(), m_hashes.end(), hash_of(model::without_blanks_behind(text)));
}

} // namespace tributary::undeclared
