#include "merge/databases/postgres/iso_time.hpp"

#include <chrono>
#include <cstddef>
#include <limits>

namespace tributary::databases::postgres {
namespace {

/// Reads what the server writes of dates and times in ISO style, from the left.
class IsoReader {
public:
    explicit IsoReader(std::string_view text) : m_rest(text) {}

    bool is_at_end() const { return m_rest.empty(); }

    bool take(char c)
    {
        if (m_rest.empty() || m_rest.front() != c) {
            return false;
        }
        m_rest.remove_prefix(1);
        return true;
    }

    /// A number of at least `fewest` digits and at most `most`.
    std::optional<std::int64_t> digits(std::size_t fewest, std::size_t most)
    {
        std::int64_t value = 0;
        std::size_t count = 0;
        for (; count < most && count < m_rest.size() && m_rest[count] >= '0' && m_rest[count] <= '9'; ++count) {
            value = value * 10 + (m_rest[count] - '0');
        }
        if (count < fewest) {
            return std::nullopt;
        }
        m_rest.remove_prefix(count);
        m_count = count;
        return value;
    }

    /// How many digits the number before was of.
    std::size_t count() const { return m_count; }

private:
    std::string_view m_rest;
    std::size_t m_count = 0;
};

constexpr std::int64_t microseconds = 1'000'000;

/// Days since 2000-01-01, which is where the server counts from.
std::optional<std::int64_t> days_in(IsoReader &from)
{
    namespace chrono = std::chrono;
    // farther off the calendar of std::chrono ends; the server's does not
    constexpr std::int64_t last_year = 32'000;
    auto const year = from.digits(4, 6);
    auto const month = year && from.take('-') ? from.digits(2, 2) : std::nullopt;
    auto const day = month && from.take('-') ? from.digits(2, 2) : std::nullopt;
    if (!day || *year < 1 || *year > last_year) {
        return std::nullopt;
    }
    chrono::year_month_day const date(chrono::year(static_cast<int>(*year)),
                                      chrono::month(static_cast<unsigned>(*month)),
                                      chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok()) {
        return std::nullopt;
    }
    constexpr chrono::sys_days origin{chrono::year(2000) / chrono::January / 1};
    return (chrono::sys_days(date) - origin).count();
}

/// Microseconds since midnight.
std::optional<std::int64_t> time_in(IsoReader &from)
{
    auto const hour = from.digits(2, 2);
    auto const minute = hour && from.take(':') ? from.digits(2, 2) : std::nullopt;
    auto const second = minute && from.take(':') ? from.digits(2, 2) : std::nullopt;
    if (!second || *hour > 23 || *minute > 59 || *second > 59) {
        return std::nullopt;
    }
    auto result = ((*hour * 60 + *minute) * 60 + *second) * microseconds;
    if (from.take('.')) {
        auto fraction = from.digits(1, 6);
        if (!fraction) {
            return std::nullopt;
        }
        for (auto count = from.count(); count < 6; ++count) {
            *fraction *= 10;
        }
        result += *fraction;
    }
    return result;
}

/// Seconds east of Greenwich: +hh, +hh:mm or +hh:mm:ss.
std::optional<std::int64_t> offset_in(IsoReader &from)
{
    auto const is_east = from.take('+');
    if (!is_east && !from.take('-')) {
        return std::nullopt;
    }
    auto const hours = from.digits(2, 2);
    if (!hours || *hours > 15) {
        return std::nullopt;
    }
    auto seconds = *hours * 3600;
    for (std::int64_t const unit : {60, 1}) {
        if (!from.take(':')) {
            break;
        }
        auto const part = from.digits(2, 2);
        if (!part || *part > 59) {
            return std::nullopt;
        }
        seconds += *part * unit;
    }
    return is_east ? seconds : -seconds;
}

/// The values that stand for no moment: the greatest and the smallest number.
template <typename Number> std::optional<Number> infinity_in(std::string_view text)
{
    using Limits = std::numeric_limits<Number>;
    return text == "infinity"    ? std::optional(Limits::max())
           : text == "-infinity" ? std::optional(Limits::min())
                                 : std::nullopt;
}

} // namespace

std::optional<std::int32_t> read_date(std::string_view text)
{
    IsoReader reader(text);
    auto const days = days_in(reader);
    return days && reader.is_at_end() ? std::optional(static_cast<std::int32_t>(*days))
                                      : infinity_in<std::int32_t>(text);
}

std::optional<std::int64_t> read_timestamp(std::string_view text, Zone zone)
{
    IsoReader reader(text);
    auto const days = days_in(reader);
    auto const time = days && reader.take(' ') ? time_in(reader) : std::nullopt;
    auto const offset = time && zone == Zone::stated ? offset_in(reader) : std::optional<std::int64_t>(0);
    return time && offset && reader.is_at_end()
               ? std::optional(*days * 86'400 * microseconds + *time - *offset * microseconds)
               : infinity_in<std::int64_t>(text);
}

} // namespace tributary::databases::postgres
