#pragma once

#include "merge/model/cell.hpp"
#include "merge/undeclared/counter.hpp"
#include "merge/undeclared/kind_numbers.hpp"
#include "merge/undeclared/suspects.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

/// Columns of kinds that no name gives away.
namespace tributary::undeclared {

/// Tells the values of a column apart as long as they are short and few. Bounded: 64 of 255 bytes.
class FewKinds {
public:
    struct Kind {
        std::string text;
        bool as_number = false;
        bool as_text = false;
    };
    /// The number of this value's kind; nothing for NULL, and once there are too many.
    std::optional<std::size_t> index_of(model::Cell const &cell);
    bool too_many() const { return m_too_many; }
    std::vector<Kind> const &kinds() const { return m_kinds; }

private:
    std::vector<Kind> m_kinds;
    std::unordered_map<std::string, std::size_t> m_numbers;
    bool m_too_many = false;
};

/// Counts, for the suspects of one table, their values by each column that may say of which kind they are. Bounded: 64
/// different numbers of each kind.
class LooseKinds {
public:
    /// `place_of` says where in a row a column is.
    LooseKinds(std::span<Suspect const> suspects, Known const &known,
               std::function<std::size_t(std::string const &)> const &place_of);

    void count(model::Row row);
    /// Into Tally::loose_kinds of the same suspects.
    void finish(std::span<Tally> tallies) const;

private:
    struct Column {
        std::string name;
        std::size_t place;
        FewKinds kinds;
        std::optional<std::size_t> current;
    };
    struct Pair {
        std::size_t suspect;
        std::size_t place;
        std::size_t column;
        bool of_role;
        std::vector<KindNumbers> by_kind;
        KindNumbers of_null; ///< beside a column that is named after a role, NULL is a kind too
    };

    void add(Tally &tally, Pair const &pair, FewKinds::Kind const &kind, KindNumbers const &numbers) const;
    static bool has_few_kinds(Pair const &pair);

    Known const &m_known;
    std::vector<Column> m_columns;
    std::vector<Pair> m_pairs;
};

} // namespace tributary::undeclared
