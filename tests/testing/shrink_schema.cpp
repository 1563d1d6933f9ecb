#include "tests/testing/shrink_schema.hpp"

#include <algorithm>

namespace tributary::testing {

namespace {

bool is_referred_to(RandomSchema const &schema, std::string const &table)
{
    return std::any_of(schema.tables.begin(), schema.tables.end(), [&](auto const &other) {
        return other.name != table && std::any_of(other.references.begin(), other.references.end(),
                                                  [&](auto const &reference) { return reference.table == table; });
    });
}

bool is_in_key(SchemaTable const &table, std::string const &column)
{
    return std::any_of(table.keys.begin(), table.keys.end(), [&](auto const &key) {
        return std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end();
    });
}

void take_column(RandomSchema &schema, SchemaTable &table, std::string const &column)
{
    std::erase_if(table.columns, [&](auto const &one) { return one.name == column; });
    for (auto &[source, tables] : schema.rows) {
        for (auto &row : tables[table.name]) {
            row.erase(column);
        }
    }
}

} // namespace

RandomSchema shrunk(RandomSchema schema, SchemaTable const &kept,
                    std::function<bool(RandomSchema const &)> const &fails)
{
    auto const name = kept.name;
    auto const attempt = [&](auto const &change) {
        auto smaller = schema;
        change(smaller);
        bool const still = fails(smaller);
        if (still) {
            schema = std::move(smaller);
        }
        return still;
    };
    for (auto place = schema.tables.size(); place-- > 2;) {
        auto const table = schema.tables[place].name;
        if (table != name && !is_referred_to(schema, table)) {
            attempt([&](auto &smaller) {
                std::erase_if(smaller.tables, [&](auto const &one) { return one.name == table; });
            });
        }
    }
    for (std::size_t place = 2; place < schema.tables.size(); ++place) {
        for (auto const &column : std::vector<SchemaColumn>(schema.tables[place].columns)) {
            auto const &table = schema.tables[place];
            if (column.name == "id" || is_in_key(table, column.name) || !table.match.empty() || table.bare) {
                continue;
            }
            attempt([&](auto &smaller) {
                auto &own = smaller.tables[place];
                std::erase_if(own.references, [&](auto const &one) {
                    return one.columns[0] == column.name || one.when_column == column.name;
                });
                take_column(smaller, own, column.name);
            });
        }
    }
    return schema;
}

} // namespace tributary::testing
