#include "merge/staging/row_digest.hpp"

#include <openssl/sha.h>
#include <xxhash.h>

#include <array>
#include <cstring>

namespace tributary::staging {
namespace {

template <typename Value> void append_bytes(std::string &buffer, Value const &value)
{
    std::array<char, sizeof(Value)> bytes{};
    std::memcpy(bytes.data(), &value, sizeof(Value));
    buffer.append(bytes.data(), bytes.size());
}

void append_hexadecimal(std::string &text, std::uint64_t value, int bytes)
{
    constexpr char const *hexadecimal = "0123456789abcdef";
    for (int shift = 8 * bytes - 4; shift >= 0; shift -= 4) {
        text += hexadecimal[(value >> static_cast<unsigned>(shift)) & 15U];
    }
}

} // namespace

void append_canonical(std::string &buffer, model::Row row)
{
    for (auto const &cell : row) {
        buffer += static_cast<char>(cell.type);
        switch (cell.type) {
        case model::Cell::Type::null: break;
        case model::Cell::Type::integer: append_bytes(buffer, cell.integer); break;
        case model::Cell::Type::real: append_bytes(buffer, cell.real); break;
        case model::Cell::Type::text:
        case model::Cell::Type::blob:
            append_bytes(buffer, static_cast<std::uint64_t>(cell.bytes.size()));
            buffer += cell.bytes;
            break;
        }
    }
}

RowHash hash_row(model::Row row, std::string &buffer)
{
    buffer.clear();
    append_canonical(buffer, row);
    auto const hash = XXH3_128bits(buffer.data(), buffer.size());
    return {hash.low64, hash.high64};
}

void RowSetDigest::add(model::Row row)
{
    auto const hash = hash_row(row, m_buffer);
    m_sum.low += hash.low;
    m_sum.high += hash.high + (m_sum.low < hash.low ? 1U : 0U);
    ++m_rows;
}

std::string RowSetDigest::hexadecimal() const
{
    std::string text;
    append_hexadecimal(text, m_sum.high, 8);
    append_hexadecimal(text, m_sum.low, 8);
    return text;
}

std::string sha256(std::string const &bytes)
{
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<unsigned char const *>(bytes.data()), bytes.size(), digest.data());
    std::string text;
    for (auto const byte : digest) {
        append_hexadecimal(text, byte, 1);
    }
    return text;
}

} // namespace tributary::staging
