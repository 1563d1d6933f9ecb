#include "merge/undeclared/key_values.hpp"

#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <utility>

namespace tributary::undeclared {

using model::Cell;

KeyValueCounter::KeyValueCounter(Suspect const &suspect, TableNames const &names, std::string users,
                                 std::string users_name, Known const &known, Tally &tally)
    : m_names(names), m_table(names.table(suspect.table)), m_users(std::move(users)),
      m_users_name(std::move(users_name)), m_known(known), m_tally(tally)
{
}

void KeyValueCounter::count(Cell const &key, Cell const &value)
{
    if (key.type != Cell::Type::text || key.bytes.empty() || key.bytes.size() > longest_kind ||
        value.type == Cell::Type::null || (value.bytes.empty() && value.type == Cell::Type::text)) {
        return;
    }
    auto name = text_of(key);
    auto found = m_keys.find(name);
    if (found == m_keys.end() && m_keys.size() >= most_kinds) {
        m_keys.clear(); // it only saves reading a name again
    }
    if (found == m_keys.end()) {
        found = m_keys.emplace(name, read(name)).first;
    }
    if (found->second.refers && (m_tally.kinds.contains(name) || m_tally.kinds.size() < most_kinds)) {
        look_up(found->second, name, value);
    }
}

KeyValueCounter::Key KeyValueCounter::read(std::string const &name) const
{
    auto const hints = hints_of(name, m_users);
    model::Column column;
    column.name = name;
    column.type = "bigint";
    column.kind = model::Kind::integer;
    Key key;
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

void KeyValueCounter::look_up(Key const &key, std::string const &name, Cell const &value)
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
