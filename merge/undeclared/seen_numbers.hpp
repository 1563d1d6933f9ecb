#pragma once

#include "merge/model/mapping.hpp"
#include "merge/undeclared/known_ids.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <utility>
#include <vector>

/// What numbers show by themselves of the tables whose ids they may be.
namespace tributary::undeclared {

/// The first different numbers at one place.
class Sample {
public:
    static constexpr std::size_t enough = 256;

    /// True if it is new, and there is still room.
    bool add(std::int64_t value)
    {
        m_seen += m_values.size() < enough ? 1 : 0;
        return m_values.size() < enough && m_values.insert(value).second;
    }
    std::set<std::int64_t> const &values() const { return m_values; }
    /// How many numbers came as long as there was room.
    std::int64_t seen() const { return m_seen; }

    /// 1, 2, 3 … are a count or a place in an order as well.
    bool is_scattered() const { return is_scattered(m_values); }
    static bool is_scattered(std::set<std::int64_t> const &values);

private:
    std::set<std::int64_t> m_values;
    std::int64_t m_seen = 0;
};

/// Numbers with the ids of the rows that have them: what refers to a row of its own table seldom refers to a later one.
class NumbersOfRows {
public:
    void add(std::int64_t id, std::int64_t number)
    {
        m_any_later = m_any_later || number > id;
        if (m_pairs.size() < Sample::enough) {
            m_pairs.emplace_back(id, number);
        }
    }
    /// True if there are some, and none is greater than its row's id.
    bool are_earlier() const { return !m_pairs.empty() && !m_any_later; }
    /// How probable that is of the first ones in any order. 1 if it is not so. O(n log n).
    double by_accident() const;

private:
    std::vector<std::pair<std::int64_t, std::int64_t>> m_pairs;
    bool m_any_later = false;
};

/// How probable it is that so many numbers from the least to the greatest of these are all ids: the more of the numbers
/// between them are none, the less. There is at least one.
double accident_of(IdSet const &ids, Sample const &different);
double accident_of(IdSet const &ids, std::set<std::int64_t> const &different);

/// True if these numbers, all of them ids, are nearly all there are: of few ids most occur, or a quarter of them and
/// the last ones; of many the last ones do, which other numbers would hardly reach and not pass. Numbers of which a
/// tenth repeats are no series of their own; others must not begin as one does, and of a few the greatest has to be the
/// last id. `different` are the first different ones, of which there may be `most`; `numbers` is how many came until
/// there were so many, `greatest` the greatest of all.
bool use_up(IdSet const &ids, std::set<std::int64_t> const &different, std::size_t most, std::int64_t numbers,
            std::int64_t greatest);

/// True if these numbers, all of them ids, may be drawn from all ids of the table: they reach as far as so many would,
/// or they avoid its gaps by no accident. There is at least one.
bool may_be_drawn(IdSet const &ids, std::set<std::int64_t> const &different, std::int64_t greatest);

/// A probability below which a draw is no accident: of ten thousand columns that have nothing to do with it, one.
inline constexpr double improbable_draw = 1e-4;

/// How probable it is that of `all` things, `marked` of which are marked, `drawn` are drawn that are all marked.
/// O(drawn).
double all_marked(std::size_t drawn, std::size_t marked, std::size_t all);

/// The numbers at one place of one source.
struct SeenNumbers {
    std::int64_t values = 0;                        ///< of the place, whatever they are
    std::size_t distinct = 0;                       ///< different values, counted up to 256
    bool scattered = false;                         ///< these are no series such as 1, 2, 3
    std::map<model::KeyColumn, double> by_accident; ///< how probable it is that so many numbers are ids of a table
    std::map<model::KeyColumn, std::size_t> sizes;  ///< of the tables in `by_accident`: how many ids they have
    std::set<model::KeyColumn> used_up;             ///< tables nearly all of whose ids are among the numbers

    /// Compares the numbers with the ids of a table. There is at least one number.
    void look_up(model::KeyColumn const &table, IdSet const &ids, Sample const &different, std::int64_t greatest);
};

/// True if the numbers of one place use up the table in each source that has any: in several sources, as one may be an
/// accident, or they are many.
bool is_used_up(model::KeyColumn const &table, std::span<SeenNumbers const *const> sources);

/// True if ids drawn from `larger` would not all be those that `table` has as well.
bool avoid_the_rest(model::KeyColumn const &table, model::KeyColumn const &larger,
                    std::span<SeenNumbers const *const> sources);

} // namespace tributary::undeclared
