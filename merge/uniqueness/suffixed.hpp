#pragma once

#include "merge/uniqueness/policy_values.hpp"
#include "merge/uniqueness/settling.hpp"

#include <memory>
#include <optional>
#include <string>

namespace tributary::uniqueness {

/// What the decision `suffix` does to single rows that would share a key: it gives them what the policy of that name
/// would, in the first text of the key that it can change.
class Suffixed {
public:
    /// What it is given must outlive it.
    Suffixed(Settling const &with, KeyRows const &rows);

    /// The value that the row would get; nullopt: the key has no such text, or the row has none there, or none fits.
    /// The first call reads the table once.
    std::optional<std::string> value(Group const &group, std::size_t position);
    /// Gives it to the row; value() has to be there.
    void give(Group const &group, std::size_t position);

    /// `; suffix: slug becomes "hellotmp"`; empty where there is no value.
    std::string in_words(Group const &group, std::size_t position);

private:
    /// The key under that policy.
    struct Chosen {
        Chosen(Settling const &with, KeyRows const &all, model::UniquePolicy const &policy, std::string column);

        KeyRule rule;
        KeyRows rows;
        PolicyValues values;
    };
    Group pair(Group const &group, std::size_t position) const;
    bool choose();

    Settling const &m_with;
    KeyRows const &m_rows;
    bool m_has_looked = false;
    std::unique_ptr<Chosen> m_chosen; ///< null: no text in the key can take a suffix
};

} // namespace tributary::uniqueness
