#include "merge/undeclared/key_values.hpp"

#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <utility>

namespace tributary::undeclared {

using model::Cell;

SettingNames::Name const &SettingNames::read(std::string const &name)
{
    static Name const not_read;
    auto const found = m_read.find(name);
    if (found != m_read.end()) {
        return found->second;
    }
    if (m_read.size() >= most_read) {
        return not_read;
    }
    auto const &anew = m_read.emplace(name, read_anew(name)).first->second;
    m_refers = m_refers || anew.refers;
    return anew;
}

KeyValueCounter::KeyValueCounter(SettingNames &names, std::string users_name, Known const &known, Tally &tally)
    : m_names(names), m_users_name(std::move(users_name)), m_known(known), m_tally(tally)
{
}

void KeyValueCounter::count(Cell const &key, Cell const &value)
{
    if (m_names.are_none() || key.type != Cell::Type::text || key.bytes.empty() || key.bytes.size() > longest_kind ||
        value.type == Cell::Type::null || (value.bytes.empty() && value.type == Cell::Type::text)) {
        return;
    }
    auto const name = text_of(key);
    auto const &says = m_names.read(name);
    if (says.refers && (m_tally.kinds.contains(name) || m_tally.kinds.size() < most_kinds)) {
        look_up(says, name, value);
    }
}

SettingNames::Name SettingNames::read_anew(std::string const &name) const
{
    auto const hints = hints_of(name, m_users);
    model::Column column;
    column.name = name;
    column.type = "bigint";
    column.kind = model::Kind::integer;
    Name key;
    if (hints.measure || hints.itself) {
        return key;
    }
    key.tables = named_after(m_names, m_table, column, m_users);
    std::erase_if(key.tables, [](auto const &named) { return !named.whole || !named.shifted; });
    key.users = key.tables.empty() && (hints.id != Hint::none || hints.name != Hint::none);
    key.of_any = !key.users && key.tables.empty() && !hints.bare;
    key.refers = key.users || !key.tables.empty() || key.of_any;
    key.may_be_flag = !key.users && words_of(name).size() == 1;
    return key;
}

void KeyValueCounter::look_up(SettingNames::Name const &key, std::string const &name, Cell const &value)
{
    auto const number = undeclared::number_of(value);
    auto const is_id = key.users && m_known.users.has(value);
    if ((key.may_be_flag && number && *number == 1) || (number && *number < 1 && !is_id)) {
        return; // a flag, or what others write as NULL
    }
    if (key.of_any) {
        if (number && (m_numbers.contains(name) || m_numbers.size() < most_kinds)) {
            m_numbers[name].add(*number);
        }
        return;
    }
    auto &of = m_tally.kinds[name];
    ++of.values;
    ++m_tally.values;
    of.as_text = true;
    of.distinct = std::max<std::size_t>(of.distinct, 1);
    if (is_id) {
        ++of.tables[m_known.users_id];
    } else if (key.users && value.type == Cell::Type::text && m_known.names.has(value.bytes)) {
        ++of.tables[{m_known.users_id.table, m_users_name}];
    }
    for (auto const &named : key.tables) {
        auto const ids = m_known.tables.find(named.to);
        if (ids != m_known.tables.end() && ids->second.has(value)) {
            ++of.tables[named.to];
        }
    }
}

void KeyValueCounter::finish()
{
    for (auto const &[name, numbers] : m_numbers) {
        if (numbers.different.size() >= least_different_ids) {
            auto &of = m_tally.kinds[name];
            of = numbers.of(m_known, m_tally.sizes);
            of.as_text = true;
            m_tally.values += numbers.values;
        }
    }
}

} // namespace tributary::undeclared
