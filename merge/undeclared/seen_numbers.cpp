#include "merge/undeclared/seen_numbers.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tributary::undeclared {

bool Sample::is_scattered(std::set<std::int64_t> const &values)
{
    return !values.empty() &&
           (*values.begin() > 1 || static_cast<std::size_t>(*values.rbegin() - *values.begin()) >= values.size());
}

double NumbersOfRows::by_accident() const
{
    if (!are_earlier()) {
        return 1;
    }
    std::vector<std::int64_t> ids;
    std::vector<std::int64_t> numbers;
    for (auto const &[id, number] : m_pairs) {
        ids.push_back(id);
        numbers.push_back(number);
    }
    std::sort(ids.begin(), ids.end());
    std::sort(numbers.begin(), numbers.end());
    double result = 1;
    std::size_t fit = 0; // numbers that the row may have
    for (std::size_t i = 0; i < ids.size(); ++i) {
        while (fit < numbers.size() && numbers[fit] <= ids[i]) {
            ++fit;
        }
        result *= static_cast<double>(fit - i) / static_cast<double>(ids.size() - i);
    }
    return result;
}

namespace {

/// Of so many drawn at random the greatest would be so near the last: within as many times the mean distance.
bool ends_like_draws(IdSet const &ids, std::size_t count, std::int64_t greatest, double times)
{
    auto const last = ids.greatest();
    return static_cast<double>(last - greatest) * static_cast<double>(count) <= times * static_cast<double>(last);
}

} // namespace

double accident_of(IdSet const &ids, Sample const &different) { return accident_of(ids, different.values()); }

double accident_of(IdSet const &ids, std::set<std::int64_t> const &different)
{
    auto const range = static_cast<double>(*different.rbegin()) - static_cast<double>(*different.begin()) + 1;
    auto const share = ids.share_between(*different.begin(), *different.rbegin());
    if (std::any_of(different.begin(), different.end(), [&](std::int64_t number) { return !ids.has(number); })) {
        return std::pow(share, static_cast<double>(different.size()));
    }
    double result = 1; // of different numbers none is drawn twice
    for (std::size_t i = 0; i < different.size(); ++i) {
        auto const drawn = static_cast<double>(i);
        result *= std::max(std::round(share * range) - drawn, 1.0) / (range - drawn);
    }
    return result;
}

bool may_be_drawn(IdSet const &ids, std::set<std::int64_t> const &different, std::int64_t greatest)
{
    constexpr double times = 5; // of a hundred draws one ends further off
    return ends_like_draws(ids, different.size(), greatest, times) || accident_of(ids, different) < improbable_draw;
}

bool use_up(IdSet const &ids, std::set<std::int64_t> const &different, std::size_t most, std::int64_t numbers,
            std::int64_t greatest)
{
    constexpr std::size_t least = 10;
    auto const count = different.size();
    if (count < least) {
        return false;
    }
    auto const last = ids.greatest();
    auto const ends_with = [&](std::int64_t share) { return greatest <= last && greatest >= last - last / share; };
    auto const near_end = count * 2 >= ids.size() ? std::int64_t{10} : std::int64_t{20};
    auto const has_most = count >= most
                              ? ends_with(100)
                              : count * 5 >= ids.size() * 4 || (count * 4 >= ids.size() && ends_with(near_end) &&
                                                                ends_like_draws(ids, count, greatest, 3));
    auto const repeat = std::cmp_greater_equal(numbers * 10, count * 11);
    auto const ends = count >= most ? ends_with(100) : greatest == last;
    return repeat ? has_most : ends && Sample::is_scattered(different);
}

double all_marked(std::size_t drawn, std::size_t marked, std::size_t all)
{
    double result = 1;
    for (std::size_t i = 0; i < drawn; ++i) {
        result *= static_cast<double>(marked - i) / static_cast<double>(all - i);
    }
    return result;
}

void SeenNumbers::look_up(model::KeyColumn const &table, IdSet const &ids, Sample const &different,
                          std::int64_t greatest)
{
    by_accident[table] = accident_of(ids, different);
    sizes[table] = ids.size();
    if (use_up(ids, different.values(), Sample::enough, different.seen(), greatest)) {
        used_up.insert(table);
    }
}

bool is_used_up(model::KeyColumn const &table, std::span<SeenNumbers const *const> sources)
{
    constexpr std::size_t many = 25;
    std::size_t count = 0;
    std::size_t distinct = 0;
    for (auto const *numbers : sources) {
        if (numbers->values > 0 && !numbers->used_up.contains(table)) {
            return false;
        }
        count += numbers->values > 0 ? 1 : 0;
        distinct = std::max(distinct, numbers->distinct);
    }
    return count > 1 || distinct >= many;
}

bool avoid_the_rest(model::KeyColumn const &table, model::KeyColumn const &larger,
                    std::span<SeenNumbers const *const> sources)
{
    double probable = 1;
    for (auto const *numbers : sources) {
        auto const own = numbers->sizes.find(table);
        auto const all = numbers->sizes.find(larger);
        if (own != numbers->sizes.end() && all != numbers->sizes.end() && own->second < all->second) {
            probable *= all_marked(std::min(numbers->distinct, own->second), own->second, all->second);
        }
    }
    return probable < improbable_draw;
}

} // namespace tributary::undeclared
