#include "merge/identity/series.hpp"

#include "merge/model/times.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <numeric>
#include <utility>

namespace tributary::identity {
namespace {

constexpr std::size_t least_series = 5; ///< fewer numbers lie close together by chance
constexpr std::size_t most_groups = 64; ///< of texts around numbers: years, branches
constexpr std::size_t month = 31;       ///< a group of several has more numbers, or they may be days
constexpr std::size_t least_group = 3;  ///< numbers that begin anew in each group
constexpr std::size_t padded = 3;       ///< as many digits with zeros before them are no day
constexpr std::int64_t small_step =
    12; ///< from a number to the next: most rows may be deleted, or lie in another service

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// How many of the numbers are in a series: all, if three quarters of them are followed closely by the next, else none.
std::size_t counted_in(std::vector<std::int64_t> &numbers, std::size_t least)
{
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    if (numbers.size() < least) {
        return 0;
    }
    std::int64_t step = 0; // that all of them keep: several servers count in steps
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        step = std::gcd(step, numbers[i] - numbers[i - 1]);
    }
    std::size_t close = 0;
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        close += (numbers[i] - numbers[i - 1]) / step <= small_step ? 1 : 0;
    }
    return close * 4 >= (numbers.size() - 1) * 3 ? numbers.size() : 0;
}

/// Leaves each of them once.
std::size_t count_different(std::vector<std::uint64_t> &hashes)
{
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    return hashes.size();
}

/// True if the numbers begin at the first, and leave no more out than there are: 1, 2, 4 of a year.
bool begin_anew(std::vector<std::int64_t> const &sorted)
{
    return sorted.size() >= least_group && sorted.front() <= 2 && std::cmp_less_equal(sorted.back(), sorted.size() * 2);
}

} // namespace

void Series::add(std::string_view text)
{
    if (m_is_mixed) {
        return;
    }
    auto const hash = std::hash<std::string_view>()(text);
    m_texts.push_back(hash);
    auto const last = std::find_if(text.rbegin(), text.rend(), is_digit);
    auto const first = std::find_if_not(last, text.rend(), is_digit);
    auto const begin = static_cast<std::size_t>(text.rend() - first);
    auto const end = static_cast<std::size_t>(text.rend() - last);
    std::int64_t number = 0;
    auto const parsed = std::from_chars(text.data() + begin, text.data() + end, number);
    // ann17@x.org is not a number with something around it
    if (begin == end || parsed.ec != std::errc() || (begin > 0 && end < text.size())) {
        m_others.push_back(hash);
        return;
    }
    auto const around = std::string(text.substr(0, begin)) + "#" + std::string(text.substr(end));
    m_numbers[around].push_back(number);
    m_are_within = m_are_within && !model::says_time(model::Cell::of(text)) &&
                   (std::any_of(around.begin(), around.end(), is_digit) || end - begin >= padded);
    if (m_numbers.size() > most_groups) {
        m_is_mixed = true;
        m_numbers.clear();
        m_texts = {};
        m_others = {};
    }
}

bool Series::is_counted()
{
    auto const size = count_different(m_texts);
    if (m_is_mixed || size < least_series || count_different(m_others) * 10 > size) {
        return false;
    }
    auto const least = m_numbers.size() == 1 ? least_series : month + 1;
    std::size_t counted = 0;
    for (auto &[around, numbers] : m_numbers) {
        auto const in_series = counted_in(numbers, least);
        counted +=
            in_series == 0 && m_numbers.size() > 1 && m_are_within && begin_anew(numbers) ? numbers.size() : in_series;
    }
    return counted * 10 >= size * 9;
}

} // namespace tributary::identity
