#include "merge/databases/postgres/copy_line.hpp"

#include "merge/databases/postgres/copy.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

/// Any bytes may come where a line of COPY should, and what was read is the same after it was written and read again.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
    using namespace tributary;
    std::array<model::Column, 3> columns;
    columns[1].kind = model::Kind::integer;
    columns[2].kind = model::Kind::text;
    std::string line(reinterpret_cast<char const *>(data), size);
    std::array<model::Cell, 3> cells;
    databases::postgres::read_copy_line(line.data(), line.size(), columns, cells);
    std::string written;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        written += i == 0 ? "" : "\t";
        databases::postgres::append_copy_text(written, cells[i]);
    }
    std::array<model::Cell, 3> again;
    databases::postgres::read_copy_line(written.data(), written.size(), columns, again);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        auto const same = cells[i].type == again[i].type && cells[i].integer == again[i].integer;
        if (!same || cells[i].bytes != again[i].bytes) {
            std::abort();
        }
    }
    return 0;
}
