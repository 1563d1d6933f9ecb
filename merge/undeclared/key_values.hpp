#pragma once

#include "merge/model/cell.hpp"
#include "merge/undeclared/counter.hpp"
#include "merge/undeclared/kind_numbers.hpp"
#include "merge/undeclared/named_after.hpp"
#include "merge/undeclared/suspects.hpp"

#include <map>
#include <string>
#include <unordered_map>

/// Tables in which each row is a setting: its name, and a value.
namespace tributary::undeclared {

/// Counts the values of Looks::value_of_key by the names of their settings, into Tally::kinds: those of names that a
/// column with ids would have, and of these how many are ids, or users' names. Bounded: 1000 names of 255 bytes.
class KeyValueCounter {
public:
    KeyValueCounter(Suspect const &suspect, TableNames const &names, std::string users, std::string users_name,
                    Known const &known, Tally &tally);

    void count(model::Cell const &key, model::Cell const &value);
    /// When all are counted.
    void finish();

private:
    /// Where the values under one name are looked up.
    struct Key {
        bool refers = false;
        bool users = false;
        bool of_any = false;      ///< it is named like an id, but after no table: its values show of which
        bool may_be_flag = false; ///< where it is 1
        std::vector<NamedAfter> tables;
    };

    Key read(std::string const &name) const;
    void look_up(Key const &key, std::string const &name, model::Cell const &value);

    TableNames const &m_names;
    model::Table const &m_table;
    std::string m_users;
    std::string m_users_name; ///< the column
    Known const &m_known;
    Tally &m_tally;
    std::unordered_map<std::string, Key> m_keys;
    std::map<std::string, KindNumbers> m_numbers; ///< of keys of any table
};

} // namespace tributary::undeclared
