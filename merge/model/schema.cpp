#include "merge/model/schema.hpp"

#include <algorithm>

namespace tributary::model {
namespace {

template <typename Range, typename Member>
auto find_by(Range const &range, Member member, std::string_view wanted) -> decltype(range.data())
{
    auto const found =
        std::find_if(range.begin(), range.end(), [&](auto const &item) { return item.*member == wanted; });
    return found == range.end() ? nullptr : &*found;
}

std::string surrounded(std::string_view text, char mark)
{
    std::string result(1, mark);
    for (char const c : text) {
        if (c == mark) {
            result += mark;
        }
        result += c;
    }
    return result += mark;
}

std::string qualified(std::string const &schema, std::string const &name)
{
    return schema.empty() ? sql_name(name) : sql_name(schema) + "." + sql_name(name);
}

} // namespace

Table const *find_table(Schema const &schema, std::string_view label)
{
    return find_by(schema.tables, &Table::label, label);
}

Column const *find_column(Table const &table, std::string_view name)
{
    return find_by(table.columns, &Column::name, name);
}

Sequence const *find_sequence(Schema const &schema, std::string_view label)
{
    return find_by(schema.sequences, &Sequence::label, label);
}

UniqueKey const *primary_key(Table const &table)
{
    auto const found =
        std::find_if(table.unique_keys.begin(), table.unique_keys.end(), [](auto const &key) { return key.primary; });
    return found == table.unique_keys.end() ? nullptr : &*found;
}

bool is_padded(Column const &column) { return column.type.starts_with("character("); }

std::string sql_name(std::string_view identifier) { return surrounded(identifier, '"'); }

std::string sql_literal(std::string_view value) { return surrounded(value, '\''); }

std::string sql_name(Table const &table) { return qualified(table.schema, table.name); }

std::string sql_name(Sequence const &sequence) { return qualified(sequence.schema, sequence.name); }

} // namespace tributary::model
