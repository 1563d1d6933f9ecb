#include "merge/undeclared/target_choice.hpp"

#include "merge/undeclared/counter.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace tributary::undeclared {
namespace {

using Looks = Suspect::Looks;

std::vector<SeenNumbers const *> numbers_of(Counts const &counts)
{
    std::vector<SeenNumbers const *> result;
    for (auto const &[suspect, tally] : counts) {
        result.push_back(&tally);
    }
    return result;
}

class Choice {
public:
    Choice(Suspect const &first, Looks looks, Counts const &counts, model::KeyColumn users, std::string const &name)
        : m_first(first), m_looks(looks), m_counts(counts), m_numbers(numbers_of(counts)), m_users(std::move(users))
    {
        for (auto const &[suspect, tally] : m_counts) {
            m_ids += tally.ids;
            m_names += tally.names;
            m_values += tally.values;
            for (auto const &[table, hits] : tally.others) {
                m_others[table] += hits;
            }
            m_estimated.insert(tally.estimated.begin(), tally.estimated.end());
        }
        auto const of_names = m_looks == Looks::name || m_looks == Looks::copy_of_name;
        auto const may_be_name = m_looks != Looks::in_other_rows && m_looks != Looks::id_of_any &&
                                 m_looks != Looks::key_of_row && m_looks != Looks::number && m_looks != Looks::doer;
        auto &target = m_result.target;
        auto const are_one = m_names > 0 && m_names == m_ids && m_looks == Looks::text_by_value;
        target.by_name = (m_names > m_ids || are_one || (m_ids == 0 && of_names)) && may_be_name;
        target.to = {m_users.table, target.by_name ? name : m_users.column};
    }

    TargetChoice run()
    {
        auto &target = m_result.target;
        auto best = is_of_other_table() && !m_first.of_tables.empty() ? std::int64_t{-1} : m_ids;
        for (auto const &named : m_first.of_tables) { // of those that are equal the likeliest
            if (is_of_other_table() && m_others[named.to] > best) {
                best = m_others[named.to];
                target = {named.to, false, false, named.whole, named.shifted};
            }
        }
        for (auto const &[table, hits] : m_others) {
            auto const fits = hits > best || (hits == best && fits_better(table, target.to));
            if (is_of_unknown_table() && !m_estimated.contains(table) && fits) {
                best = hits;
                target = {table, false, false, true, true};
            }
        }
        target.extended = m_first.extends.contains(target.to.table);
        auto const by_name = m_looks == Looks::key_of_row && (target.extended || (m_first.by_role && target.users));
        if (m_looks != Looks::doer && !by_name && (is_of_unknown_table() || is_of_other_table())) {
            m_others[m_users] = is_of_unknown_table() ? m_ids : 0;
            find_rivals();
        }
        if (m_looks == Looks::id_by_name && !m_first.unmistakable) {
            find_likelier();
        }
        if (m_first.of_several && m_looks != Looks::kind_and_id) {
            add_alternatives();
        }
        target.has_rival = !m_result.rivals.empty();
        return std::move(m_result);
    }

private:
    bool is_of_other_table() const
    {
        return m_looks == Looks::id_of_table || (m_looks == Looks::list && !m_first.by_role && !m_first.list_of_any);
    }

    bool is_of_unknown_table() const
    {
        return m_looks == Looks::id_of_any || m_looks == Looks::key_of_row || m_looks == Looks::number ||
               m_looks == Looks::doer || m_looks == Looks::in_other_rows || m_first.list_of_any ||
               (m_looks == Looks::text_by_value && !m_result.target.by_name);
    }

    /// True if it says more that all values are ids of this table than that they are ids of the other: the suspect's
    /// table is named after it, or it is not the suspect's own, or it has as many, or fewer of the numbers between
    /// them.
    bool fits_better(model::KeyColumn const &table, model::KeyColumn const &other) const
    {
        auto const fit = [&](model::KeyColumn const &key) {
            bool as_many = false;
            double accident = 1;
            for (auto const &[suspect, tally] : m_counts) {
                auto const found = tally.by_accident.find(key);
                auto const size = tally.sizes.find(key);
                as_many = as_many || (size != tally.sizes.end() && std::cmp_equal(size->second, tally.values));
                accident *= found == tally.by_accident.end() ? 1 : found->second;
            }
            auto const named = m_first.extends.contains(key.table) || m_first.hinted.contains(key) ||
                               ((m_first.by_role || is_owner()) && key == m_users);
            return std::tuple(!named, !is_used_up(key, m_numbers), key.table == m_first.table, !as_many, accident);
        };
        return fit(table) < fit(other);
    }

    /// Of a table without an owner one may be expected.
    bool is_owner() const { return m_first.is_ownerless && (m_looks == Looks::number || m_looks == Looks::doer); }

    void find_rivals()
    {
        for (auto const &[table, hits] : m_others) {
            if (table != m_result.target.to && m_values > 0 && hits * 10 >= m_values * 9) {
                m_result.rivals.push_back(table);
            }
        }
        std::stable_partition(m_result.rivals.begin(), m_result.rivals.end(),
                              [&](auto const &table) { return table.table != m_first.table; });
        if (auto const &to = m_result.target.to; is_used_up(to, m_numbers)) {
            std::erase_if(m_result.rivals, [&](auto const &table) { return avoid_the_rest(to, table, m_numbers); });
        }
    }

    /// Tables that the values use up, where they do not use up the users: owner_id may be that of a unit. What is done
    /// by something may be done by another row of the same table: replaced_by. It is if no user fits.
    void find_likelier()
    {
        auto &rivals = m_result.rivals;
        auto const users_are_used_up = is_used_up(m_users, m_numbers);
        for (auto const &[table, hits] : m_others) {
            auto const own = m_first.done_by && table.table == m_first.table && !users_are_used_up;
            auto const by_use = !users_are_used_up && is_used_up(table, m_numbers);
            auto const elsewhere = // columns of this name refer to it by keys
                std::any_of(m_first.of_tables.begin(), m_first.of_tables.end(),
                            [&, &to = table](auto const &named) { return named.to == to && !named.whole; });
            if (m_values > 0 && hits * 100 >= m_values * 99 && (own || by_use || elsewhere)) {
                rivals.push_back(table);
            }
        }
        if (!rivals.empty() && m_ids * 100 < m_values * 99) {
            m_result.target = {rivals.front(), false, false, true, true};
            rivals.erase(rivals.begin());
        }
    }

    /// What its name says counts, however many values are ids of it.
    void add_alternatives()
    {
        auto &rivals = m_result.rivals;
        rivals.clear();
        for (auto const &named : m_first.of_tables) {
            if (named.to != m_result.target.to && std::find(rivals.begin(), rivals.end(), named.to) == rivals.end()) {
                rivals.push_back(named.to);
            }
        }
    }

    Suspect const &m_first;
    Looks m_looks;
    Counts const &m_counts;
    std::vector<SeenNumbers const *> m_numbers;
    model::KeyColumn m_users;
    std::int64_t m_ids = 0;
    std::int64_t m_names = 0;
    std::int64_t m_values = 0;
    std::map<model::KeyColumn, std::int64_t> m_others;
    std::set<model::KeyColumn> m_estimated;
    TargetChoice m_result;
};

/// How many of the rows that it may refer to have a value.
void count_rows(Target const &target, Tally const &tally, Counted &counted)
{
    auto const size = tally.sizes.find(target.to);
    auto const rows = size == tally.sizes.end() ? std::size_t{0} : size->second;
    auto const as_many = std::cmp_equal(tally.values, rows);
    counted.as_many = counted.as_many || as_many;
    counted.always_as_many = counted.always_as_many && as_many;
    counted.always_half = counted.always_half && std::cmp_less_equal(rows, tally.values * 2);
    counted.always_all = counted.always_all && rows == tally.distinct;
    counted.always_covers = counted.always_covers && rows <= tally.distinct * 2;
    counted.reaches_far =
        counted.reaches_far && tally.distinct >= least_different_ids && std::cmp_greater(tally.greatest, rows / 2);
    counted.always_different =
        counted.always_different && tally.distinct >= std::min(static_cast<std::size_t>(tally.values), Sample::enough);
}

} // namespace

TargetChoice choose_target(Suspect const &first, Suspect::Looks looks, Counts const &counts,
                           model::KeyColumn const &users, std::string const &name)
{
    return Choice(first, looks, counts, users, name).run();
}

std::int64_t hits_of(Target const &target, Tally const &tally)
{
    if (target.users) {
        return target.by_name ? tally.names : tally.ids;
    }
    auto const found = tally.others.find(target.to);
    return found == tally.others.end() ? 0 : found->second;
}

Counted counted_of(Target const &target, Counts const &counts)
{
    Counted counted;
    bool only_earlier = true;
    counted.uses_up = is_used_up(target.to, numbers_of(counts));
    for (auto const &[suspect, tally] : counts) {
        counted.values += tally.values;
        counted.hits += hits_of(target, tally);
        counted.distinct = std::max(counted.distinct, tally.distinct);
        counted.all_distinct += tally.distinct;
        counted.distinct_names = std::max(counted.distinct_names, tally.distinct_names);
        counted.scattered = counted.scattered || tally.scattered;
        counted.none += tally.none;
        counted.ones += tally.ones;
        auto const accident = tally.by_accident.find(target.to);
        counted.by_accident *= accident == tally.by_accident.end() ? 1 : accident->second;
        if (tally.values > 0) {
            only_earlier = only_earlier && tally.only_earlier;
            counted.earlier_by_accident *= tally.earlier_by_accident;
            ++counted.sources;
            count_rows(target, tally, counted);
        }
    }
    counted.earlier_by_accident = only_earlier ? counted.earlier_by_accident : 1;
    return counted;
}

} // namespace tributary::undeclared
