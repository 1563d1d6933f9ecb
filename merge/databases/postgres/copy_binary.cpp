#include "merge/databases/postgres/copy_binary.hpp"

#include "merge/databases/postgres/iso_time.hpp"

#include <array>
#include <bit>
#include <charconv>
#include <limits>
#include <string_view>
#include <type_traits>

namespace tributary::databases::postgres {
namespace {

using model::Cell;

template <typename Number> void append_big_endian(std::string &buffer, Number value)
{
    auto bits = static_cast<std::make_unsigned_t<Number>>(value);
    std::array<char, sizeof(Number)> bytes{};
    for (auto at = bytes.rbegin(); at != bytes.rend(); ++at) {
        *at = static_cast<char>(bits & 0xffU);
        bits = static_cast<std::make_unsigned_t<Number>>(bits >> 8U);
    }
    buffer.append(bytes.data(), bytes.size());
}

/// A field: its length, and the value.
template <typename Number> void append_field(std::string &buffer, Number value)
{
    append_big_endian(buffer, static_cast<std::int32_t>(sizeof value));
    append_big_endian(buffer, value);
}

bool append_bytes(std::string &buffer, std::string_view bytes, std::string_view before = {})
{
    auto const size = bytes.size() + before.size();
    if (size > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
        return false;
    }
    append_big_endian(buffer, static_cast<std::int32_t>(size));
    buffer += before;
    buffer += bytes;
    return true;
}

/// All of the text, or nothing.
template <typename Number> std::optional<Number> number_in(std::string_view text)
{
    Number value{};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

template <typename Number> bool append_integer(std::string &buffer, Cell const &cell)
{
    std::optional<std::int64_t> value;
    if (cell.type == Cell::Type::integer) {
        value = cell.integer;
    } else if (cell.type == Cell::Type::text) {
        value = number_in<std::int64_t>(cell.bytes);
    }
    if (!value || *value < std::numeric_limits<Number>::min() || *value > std::numeric_limits<Number>::max()) {
        return false;
    }
    append_field(buffer, static_cast<Number>(*value));
    return true;
}

/// The values that have names, as the server writes these.
template <typename Real> std::optional<Real> named_real(std::string_view text)
{
    using Limits = std::numeric_limits<Real>;
    return text == "NaN"         ? std::optional(Limits::quiet_NaN())
           : text == "Infinity"  ? std::optional(Limits::infinity())
           : text == "-Infinity" ? std::optional(-Limits::infinity())
                                 : std::nullopt;
}

/// Of a text: the number that is nearest to it, as the server reads it. What from_chars() and the server may read
/// differently (hexadecimal, other names, what is too small) is left to the server.
template <typename Real, typename Bits> bool append_real(std::string &buffer, Cell const &cell)
{
    std::optional<Real> value;
    if (cell.type == Cell::Type::text) {
        value = cell.bytes.find_first_not_of("0123456789.e+-") == std::string_view::npos ? number_in<Real>(cell.bytes)
                                                                                         : named_real<Real>(cell.bytes);
    } else if (cell.type == Cell::Type::real && std::is_same_v<Real, double>) {
        value = static_cast<Real>(cell.real);
    }
    if (!value) {
        return false;
    }
    append_field(buffer, std::bit_cast<Bits>(*value));
    return true;
}

bool append_boolean(std::string &buffer, Cell const &cell)
{
    auto const is_true =
        (cell.type == Cell::Type::text && cell.bytes == "t") || (cell.type == Cell::Type::integer && cell.integer == 1);
    auto const is_false =
        (cell.type == Cell::Type::text && cell.bytes == "f") || (cell.type == Cell::Type::integer && cell.integer == 0);
    if (!is_true && !is_false) {
        return false;
    }
    append_field(buffer, static_cast<std::int8_t>(is_true));
    return true;
}

bool append_text(std::string &buffer, Cell const &cell, std::string_view before = {})
{
    std::array<char, 32> digits{};
    switch (cell.type) {
    case Cell::Type::text: return append_bytes(buffer, cell.bytes, before);
    case Cell::Type::integer: {
        auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), cell.integer).ptr;
        return append_bytes(buffer, {digits.data(), static_cast<std::size_t>(end - digits.data())}, before);
    }
    case Cell::Type::null:
    case Cell::Type::real:
    case Cell::Type::blob: break;
    }
    return false;
}

int hexadecimal(char c)
{
    auto const letter = static_cast<char>(c | 0x20);
    return c >= '0' && c <= '9' ? c - '0' : letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/// Appends what the digits say, two of them a byte. False where they are no such digits.
bool append_hexadecimal(std::string &buffer, std::string_view digits)
{
    if (digits.size() % 2 != 0) {
        return false;
    }
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        auto const high = hexadecimal(digits[i]);
        auto const low = hexadecimal(digits[i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        buffer += static_cast<char>(high * 16 + low);
    }
    return true;
}

bool append_bytea(std::string &buffer, Cell const &cell)
{
    if (cell.type == Cell::Type::blob) {
        return append_bytes(buffer, cell.bytes);
    }
    if (cell.type != Cell::Type::text || !cell.bytes.starts_with("\\x")) {
        return false;
    }
    auto const digits = cell.bytes.substr(2);
    append_big_endian(buffer, static_cast<std::int32_t>(digits.size() / 2));
    return append_hexadecimal(buffer, digits);
}

/// 8-4-4-4-12 digits.
bool append_uuid(std::string &buffer, Cell const &cell)
{
    constexpr std::size_t written = 36;
    if (cell.type != Cell::Type::text || cell.bytes.size() != written) {
        return false;
    }
    append_big_endian(buffer, std::int32_t{16});
    std::size_t from = 0;
    for (std::size_t const dash : {std::size_t{8}, std::size_t{13}, std::size_t{18}, std::size_t{23}, written}) {
        if ((dash < written && cell.bytes[dash] != '-') ||
            !append_hexadecimal(buffer, cell.bytes.substr(from, dash - from))) {
            return false;
        }
        from = dash + 1;
    }
    return true;
}

bool append_date(std::string &buffer, Cell const &cell)
{
    auto const days = cell.type == Cell::Type::text ? read_date(cell.bytes) : std::nullopt;
    if (days) {
        append_field(buffer, *days);
    }
    return days.has_value();
}

bool append_timestamp(std::string &buffer, Cell const &cell, Zone zone)
{
    auto const moment = cell.type == Cell::Type::text ? read_timestamp(cell.bytes, zone) : std::nullopt;
    if (moment) {
        append_field(buffer, *moment);
    }
    return moment.has_value();
}

bool append_value(std::string &buffer, BinaryType type, Cell const &cell)
{
    switch (type) {
    case BinaryType::boolean: return append_boolean(buffer, cell);
    case BinaryType::int2: return append_integer<std::int16_t>(buffer, cell);
    case BinaryType::int4: return append_integer<std::int32_t>(buffer, cell);
    case BinaryType::int8: return append_integer<std::int64_t>(buffer, cell);
    case BinaryType::float4: return append_real<float, std::int32_t>(buffer, cell);
    case BinaryType::float8: return append_real<double, std::int64_t>(buffer, cell);
    case BinaryType::text: return append_text(buffer, cell);
    case BinaryType::jsonb: return append_text(buffer, cell, "\x01"); // its version
    case BinaryType::bytea: return append_bytea(buffer, cell);
    case BinaryType::uuid: return append_uuid(buffer, cell);
    case BinaryType::date: return append_date(buffer, cell);
    case BinaryType::timestamp: return append_timestamp(buffer, cell, Zone::none);
    case BinaryType::timestamptz: return append_timestamp(buffer, cell, Zone::stated);
    }
    return false;
}

} // namespace

std::optional<BinaryType> binary_type(std::uint32_t oid)
{
    switch (oid) { // pg_type.dat
    case 16: return BinaryType::boolean;
    case 17: return BinaryType::bytea;
    case 20: return BinaryType::int8;
    case 21: return BinaryType::int2;
    case 23: return BinaryType::int4;
    case 25:   // text
    case 114:  // json
    case 1043: // varchar
        return BinaryType::text;
    case 700: return BinaryType::float4;
    case 701: return BinaryType::float8;
    case 1082: return BinaryType::date;
    case 1114: return BinaryType::timestamp;
    case 1184: return BinaryType::timestamptz;
    case 2950: return BinaryType::uuid;
    case 3802: return BinaryType::jsonb;
    default: return std::nullopt;
    }
}

bool append_copy_binary(std::string &buffer, BinaryType type, Cell const &cell)
{
    if (cell.type == Cell::Type::null) {
        append_big_endian(buffer, std::int32_t{-1});
        return true;
    }
    auto const before = buffer.size();
    auto const appended = append_value(buffer, type, cell);
    if (!appended) {
        buffer.resize(before);
    }
    return appended;
}

void append_binary_header(std::string &buffer)
{
    using namespace std::string_view_literals;
    buffer += "PGCOPY\n\377\r\n\0"sv;
    append_big_endian(buffer, std::int32_t{0}); // no flags
    append_big_endian(buffer, std::int32_t{0}); // no extension
}

void append_binary_row(std::string &buffer, std::size_t fields)
{
    append_big_endian(buffer, static_cast<std::int16_t>(fields));
}

void append_binary_trailer(std::string &buffer) { append_big_endian(buffer, std::int16_t{-1}); }

} // namespace tributary::databases::postgres
