#pragma once

#include "merge/model/cell.hpp"

#include <cstdint>
#include <string>

namespace tributary::staging {

/// 128 bits that stand for a row's values and their types (XXH3, 128-bit variant). No defence against an adversary: it
/// finds accidents, and it narrows a search that is then made exactly.
struct RowHash {
    std::uint64_t low = 0;
    std::uint64_t high = 0;

    bool operator==(RowHash const &) const = default;
};

/// `buffer` is scratch memory that the caller keeps, so that no row allocates.
RowHash hash_row(model::Row row, std::string &buffer);

/// A digest of a set of rows in which each counts as often as it occurs, in whatever order they come: the sum of their
/// hashes modulo 2^128.
class RowSetDigest {
public:
    void add(model::Row row);
    std::string hexadecimal() const;
    std::int64_t rows() const { return m_rows; }
    bool operator==(RowSetDigest const &other) const { return m_sum == other.m_sum && m_rows == other.m_rows; }

private:
    RowHash m_sum;
    std::int64_t m_rows = 0;
    std::string m_buffer;
};

/// Writes the row so that different rows give different bytes: type, length and value of each cell.
void append_canonical(std::string &buffer, model::Row row);

/// SHA-256 in lower-case hexadecimal.
std::string sha256(std::string const &bytes);

} // namespace tributary::staging
