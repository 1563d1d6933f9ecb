#pragma once

#include "merge/model/account.hpp"
#include "merge/model/schema.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// Values of the model in a few words, so that a test says only what it is about.
namespace tributary::testing {

/// Keys in any order, each as often as one likes.
inline model::Account account(std::uint32_t source, std::optional<std::string> name,
                              std::vector<model::KeyId> keys = {})
{
    static std::deque<std::vector<model::KeyId>> held; // an account only points to its keys
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    held.push_back(std::move(keys));
    model::Account result;
    result.source = source;
    result.name = std::move(name);
    result.keys = held.back();
    return result;
}

inline model::Column text_column(std::string name)
{
    model::Column column;
    column.name = std::move(name);
    column.type = "text";
    column.kind = model::Kind::text;
    return column;
}

inline model::Column integer_column(std::string name,
                                    std::int64_t max_integer = std::numeric_limits<std::int64_t>::max())
{
    model::Column column;
    column.name = std::move(name);
    column.type = "bigint";
    column.kind = model::Kind::integer;
    column.max_integer = max_integer;
    return column;
}

inline model::UniqueKey unique_key(std::vector<std::string> columns)
{
    model::UniqueKey key;
    key.columns = std::move(columns);
    return key;
}

inline model::UniqueKey primary_key(std::vector<std::string> columns)
{
    auto key = unique_key(std::move(columns));
    key.primary = true;
    return key;
}

inline model::ForeignKey foreign_key(std::vector<std::string> columns, std::string table,
                                     std::vector<std::string> referenced)
{
    model::ForeignKey key;
    key.columns = std::move(columns);
    key.table = std::move(table);
    key.referenced = std::move(referenced);
    key.enforced = true;
    return key;
}

inline model::Table table(std::string label, std::vector<model::Column> columns,
                          std::vector<model::UniqueKey> unique_keys = {},
                          std::vector<model::ForeignKey> foreign_keys = {})
{
    model::Table result;
    result.name = label;
    result.label = std::move(label);
    result.columns = std::move(columns);
    result.unique_keys = std::move(unique_keys);
    result.foreign_keys = std::move(foreign_keys);
    return result;
}

inline model::Schema schema(std::vector<model::Table> tables)
{
    model::Schema result;
    result.tables = std::move(tables);
    return result;
}

} // namespace tributary::testing
