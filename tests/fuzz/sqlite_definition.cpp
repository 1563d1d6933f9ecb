#include "merge/databases/sqlite/definitions.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// A file may hold any bytes where sqlite_schema has its definitions: reading them never fails.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    using namespace tributary::databases;
    std::string_view const sql(reinterpret_cast<char const *>(data), size);
    sqlite::read_index_definition(sql);
    sqlite::read_check_constraints(sql);
    sqlite::read_deferred_keys(sql);
    sqlite::read_generated(sql, "name");
    sqlite::without_table(sql, "posts");
    sqlite::is_definition_of(sql, "table", "posts");
    sqlite::is_definition_of(sql, "trigger", "posts");
    return 0;
}
