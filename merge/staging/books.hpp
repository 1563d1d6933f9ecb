#pragma once

#include "merge/staging/staging.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace tributary::staging {

/// What becomes of the rows of one source's table: read = loaded + folded + left_out.
struct Book {
    std::string source_name;
    std::uint32_t source = 0;
    std::string label;
    std::int64_t read = 0;
    std::int64_t loaded = 0;
    std::int64_t folded = 0;
    std::int64_t left_out = 0;
};

/// Writes the account books from the decisions: what will be loaded. Of the staged tables in `not_loaded`, nothing.
void write_books(Staging const &staging, std::set<std::int64_t> const &not_loaded = {});

/// By source, then label.
std::vector<Book> books(Staging const &staging);

} // namespace tributary::staging
