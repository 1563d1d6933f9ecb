#include "merge/discovery/guess.hpp"

#include "merge/schema_diff/rules.hpp"

#include <algorithm>

namespace tributary::discovery {
namespace {

/// How many of a table's rules another lacks: unique keys, foreign keys, conditions.
std::size_t lacks_rules(model::Table const &own, model::Table const &other)
{
    std::size_t count = schema_diff::lost_keys(other, own).size();
    for (auto const &key : other.foreign_keys) {
        count += std::none_of(own.foreign_keys.begin(), own.foreign_keys.end(),
                              [&](auto const &one) { return one.columns == key.columns && one.table == key.table; })
                     ? 1
                     : 0;
    }
    for (auto const &check : other.checks) {
        count += std::none_of(own.checks.begin(), own.checks.end(),
                              [&](auto const &one) { return one.definition == check.definition; })
                     ? 1
                     : 0;
    }
    return count;
}

/// How many tables, columns and rules of the others this one lacks, triggers and views among them.
std::size_t lacks(SeenSource const &one, std::span<SeenSource const> sources)
{
    std::size_t count = 0;
    for (auto const &other : sources) {
        for (auto const &table : other.schema.tables) {
            auto const *const own = model::find_table(one.schema, table.label);
            count += own == nullptr ? 1 : 0;
            for (auto const &column : table.columns) {
                count += own == nullptr || model::find_column(*own, column.name) == nullptr ? 1 : 0;
            }
            count += own == nullptr ? 0 : lacks_rules(*own, table);
        }
        for (auto const &routine : other.schema.routines) {
            auto const &own = one.schema.routines;
            count += std::find(own.begin(), own.end(), routine) == own.end() ? 1 : 0;
        }
    }
    return count;
}

bool has_key_of(model::Table const *table, std::string const &column)
{
    return table != nullptr &&
           std::any_of(table->foreign_keys.begin(), table->foreign_keys.end(), [&](auto const &key) {
               return std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end();
           });
}

} // namespace

model::Table const *own_table(SeenSource const &source, std::string const &label)
{
    auto const renamed = source.tables.find(label);
    return model::find_table(source.schema, renamed == source.tables.end() ? label : renamed->second);
}

model::Column const *own_column(SeenSource const &source, KeyColumn const &column)
{
    auto const *const table = own_table(source, column.table);
    auto const renamed = source.columns.find(column);
    return table == nullptr
               ? nullptr
               : model::find_column(*table, renamed == source.columns.end() ? column.column : renamed->second);
}

std::optional<std::vector<model::Column>> own_columns(SeenSource const &source, std::string const &table,
                                                      std::vector<std::string> const &columns)
{
    std::vector<model::Column> result;
    for (auto const &name : columns) {
        auto const *const own = own_column(source, {table, name});
        if (own == nullptr) {
            return std::nullopt;
        }
        result.push_back(*own);
    }
    return result;
}

SeenSource const *best_to_create(std::span<SeenSource const> sources, model::Engine engine)
{
    SeenSource const *best = nullptr;
    std::size_t least = 0;
    for (auto const &source : sources) {
        if (source.schema.engine != engine) {
            continue;
        }
        auto const count = lacks(source, sources);
        if (best == nullptr || count < least) {
            best = &source;
            least = count;
        }
    }
    return best;
}

bool is_declared(model::Schema const &shape, std::span<SeenSource const> sources, KeyColumn const &column)
{
    return has_key_of(model::find_table(shape, column.table), column.column) ||
           std::any_of(sources.begin(), sources.end(), [&](auto const &source) {
               auto const *const own = own_column(source, column);
               return own != nullptr && has_key_of(own_table(source, column.table), own->name);
           });
}

} // namespace tributary::discovery
