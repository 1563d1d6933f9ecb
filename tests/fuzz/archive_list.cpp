#include "merge/databases/postgres/dump_schema.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

/// Names of a source stand in pg_restore's list and in its script, whatever they are: a list has no more of them
/// afterwards, and to leave them out twice leaves nothing more out.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    using namespace tributary::databases;
    std::string_view const text(reinterpret_cast<char const *>(data), size);
    auto const left = postgres::without_surroundings(text);
    if (left.size() > text.size() + 1 || postgres::without_surroundings(left) != left) {
        std::abort();
    }
    if (postgres::objects_of(text).size() > text.size()) {
        std::abort();
    }
    return 0;
}
