#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tributary::databases::postgres {

/// Dates and times as the server writes them in ISO style, to the microsecond, and no other writing of them: no BC, no
/// year after 32000. `infinity` and `-infinity` are the greatest and the smallest number.

/// Days since 2000-01-01.
std::optional<std::int32_t> read_date(std::string_view text);

/// Microseconds since 2000-01-01 00:00. With Zone::stated the text says how far from Greenwich its clock was, and the
/// result is that of Greenwich.
enum class Zone : std::uint8_t { none, stated };
std::optional<std::int64_t> read_timestamp(std::string_view text, Zone zone);

} // namespace tributary::databases::postgres
