#pragma once

#include "merge/model/cell.hpp"
#include "merge/model/mapping.hpp"
#include "merge/undeclared/known_ids.hpp"
#include "merge/undeclared/suspects.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tributary::undeclared {

/// What is known of one source's rows: whose ids and names the values of a suspect may be.
struct Known {
    IdSet users;
    model::KeyColumn users_id;
    TextSet names;
    NamesById names_by_id;
    std::map<model::KeyColumn, IdSet> tables;                                      ///< shifted ids of other tables
    std::map<std::pair<std::uint32_t, model::KeyColumn>, IdSet const *> elsewhere; ///< ids of other sources
};

/// The names of kinds that are rows of a table, by the value of the kind column; at most so many are told apart.
using KindNames = std::map<std::string, std::string>;
inline constexpr std::size_t most_kinds = 1000;

/// A longer text is no kind.
inline constexpr std::size_t longest_kind = 255;

/// A whole number is written as one, however it travels.
std::string text_of(model::Cell const &cell);

/// How many ids of each table are among these numbers, if any is.
std::map<model::KeyColumn, std::size_t> tables_of(Known const &known, std::set<std::int64_t> const &numbers);

/// Counts the values of one suspect, one by one. Memory is bounded: a value that waits until it is known in which
/// tables it is looked up costs 8 bytes, and at most 65536 wait.
class Counter {
public:
    /// `kinds` are the names of kinds that are numbers. `tally` has nothing counted yet.
    Counter(Suspect const &suspect, Known const &known, KindNames kinds, Tally &tally);

    /// `kind` is that of Suspect::kind_column, of Suspect::beside, or of Suspect::own_id, if there is one.
    void count(model::Cell const &cell, model::Cell const &kind);
    /// When all values are counted.
    void finish();

private:
    using Ids = std::pair<IdSet const *, std::int64_t *>;

    void count_copy(std::string_view name, bool exact);
    void watch(model::KeyColumn const &table);
    bool is_id(model::Cell const &cell) const;
    bool is_long_enough(model::Cell const &cell) const;
    bool is_any_id(std::int64_t number) const;
    bool is_name(model::Cell const &cell) const;
    void count_others(model::Cell const &cell);
    void count_different(std::int64_t number);
    void choose_tables();
    void count_elements(model::Cell const &cell);
    void count_kind(model::Cell const &kind, std::optional<std::int64_t> number);
    void note_size(model::KeyColumn const &table);
    void find_accidents();

    Suspect const &m_suspect;
    Known const &m_known;
    KindNames m_kinds;
    Tally &m_tally;
    std::vector<std::pair<IdSet const *, Tally::OfSource *>> m_elsewhere; ///< the same of other sources
    std::vector<Ids> m_watched; ///< ids of other tables, and where their hits are counted
    Sample m_sample;
    NumbersOfRows m_of_rows;       ///< of a number
    std::set<std::string> m_texts; ///< the first different ones that are no numbers
    std::vector<std::int64_t> m_waiting;
    std::vector<std::pair<model::KeyColumn, double>> m_estimated; ///< shares of tables that fit and are not counted
    std::map<std::string, Sample> m_kind_samples;                 ///< of the first kinds
    std::int64_t m_numbers = 0;                                   ///< of the values
    bool m_chosen = false;
};

} // namespace tributary::undeclared
