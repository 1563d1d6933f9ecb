#pragma once

#include "merge/model/cell.hpp"
#include "merge/undeclared/counter.hpp"
#include "merge/undeclared/kind_numbers.hpp"
#include "merge/undeclared/named_after.hpp"
#include "merge/undeclared/suspects.hpp"

#include <map>
#include <string>
#include <unordered_map>
#include <utility>

/// Tables in which each row is a setting: its name, and a value.
namespace tributary::undeclared {

/// What the names of settings in one table say of their values. Bounded: the first 16,384 names are read, each once.
/// No program has as many, but a column of titles does, and would be read name by name.
class SettingNames {
public:
    /// Where the values under one name are looked up.
    struct Name {
        bool refers = false;
        bool users = false;
        bool of_any = false;      ///< it is named like an id, but after no table: its values show of which
        bool may_be_flag = false; ///< where it is 1
        std::vector<NamedAfter> tables;
    };

    SettingNames(TableNames const &names, model::Table const &table, std::string users)
        : m_names(names), m_table(table), m_users(std::move(users))
    {
    }

    /// Of a name beyond those that are read, that it refers to nothing.
    Name const &read(std::string const &name);

    /// True if so many different names were read, none of which refers to anything, that they are no settings.
    bool are_none() const { return m_read.size() >= most_read && !m_refers; }

private:
    static constexpr std::size_t most_read = 16384;

    Name read_anew(std::string const &name) const;

    TableNames const &m_names;
    model::Table const &m_table;
    std::string m_users;
    std::unordered_map<std::string, Name> m_read;
    bool m_refers = false; ///< one of them, to something
};

/// Counts the values of Looks::value_of_key by the names of their settings, into Tally::kinds: those of names that a
/// column with ids would have, and of these how many are ids, or users' names. Bounded: 1000 names of 255 bytes.
class KeyValueCounter {
public:
    /// `names` are of the suspect's table.
    KeyValueCounter(SettingNames &names, std::string users_name, Known const &known, Tally &tally);

    void count(model::Cell const &key, model::Cell const &value);
    /// When all are counted.
    void finish();

private:
    void look_up(SettingNames::Name const &key, std::string const &name, model::Cell const &value);

    SettingNames &m_names;
    std::string m_users_name; ///< the column
    Known const &m_known;
    Tally &m_tally;
    std::map<std::string, KindNumbers> m_numbers; ///< of keys of any table
};

} // namespace tributary::undeclared
