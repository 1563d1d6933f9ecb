#pragma once

#include "merge/model/cell.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace tributary::databases::postgres {

/// Types whose binary format costs the server less to read than their text does.
enum class BinaryType : std::uint8_t {
    boolean,
    int2,
    int4,
    int8,
    float4,
    float8,
    text, ///< varchar and json too: their bytes
    jsonb,
    bytea,
    uuid,
    date,
    timestamp,
    timestamptz
};

/// By the type's number in pg_type, which is the same in all versions; nothing for all others.
std::optional<BinaryType> binary_type(std::uint32_t oid);

/// Appends one field as COPY's binary format has it (PostgreSQL documentation, COPY, "Binary Format"; what is in a
/// field is what the type's receive function reads). False, and nothing is appended, where the value is not written as
/// the server itself writes one of its type, or is out of its range: what that means is for the server to say, of the
/// text.
bool append_copy_binary(std::string &buffer, BinaryType type, model::Cell const &cell);

/// What a file in the binary format begins and ends with, and a row with `fields` fields.
void append_binary_header(std::string &buffer);
void append_binary_row(std::string &buffer, std::size_t fields);
void append_binary_trailer(std::string &buffer);

} // namespace tributary::databases::postgres
