#include "merge/model/times.hpp"

#include "merge/model/characters.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace tributary::model {
namespace {

constexpr std::array<std::int64_t, 3> seconds_in{1, 1000, 1000000};
constexpr std::int64_t first_second = 1000000000; // 2001-09-09
constexpr std::int64_t last_second = 4000000000;  // 2096-10-02

bool begins_with_date(std::string_view text)
{
    constexpr std::string_view form = "0000-00-00";
    return text.size() >= form.size() && std::equal(form.begin(), form.end(), text.begin(), [](char want, char c) {
               return want == '0' ? std::isdigit(static_cast<unsigned char>(c)) != 0 : c == want;
           });
}

} // namespace

bool is_time(Column const &column)
{
    auto const type = in_lower_case(column.type);
    return column.kind != Kind::integer &&
           (type.find("date") != std::string::npos || type.find("time") != std::string::npos);
}

bool says_time(Cell const &cell)
{
    switch (cell.type) {
    case Cell::Type::integer:
        return std::any_of(seconds_in.begin(), seconds_in.end(), [&](auto const unit) {
            return cell.integer >= first_second * unit && cell.integer <= last_second * unit;
        });
    case Cell::Type::text: return begins_with_date(cell.bytes);
    case Cell::Type::null:
    case Cell::Type::real:
    case Cell::Type::blob: return false;
    }
    return false;
}

TimeForm time_form(Cell const &cell)
{
    constexpr std::array<TimeForm, 3> units{TimeForm::seconds, TimeForm::milliseconds, TimeForm::microseconds};
    if (cell.type == Cell::Type::integer) {
        for (std::size_t i = 0; i < units.size(); ++i) {
            if (cell.integer >= first_second * seconds_in.at(i) && cell.integer <= last_second * seconds_in.at(i)) {
                return units.at(i);
            }
        }
        return TimeForm::none;
    }
    auto const clock = cell.bytes.find(':');
    if (cell.type != Cell::Type::text || !begins_with_date(cell.bytes) || clock == std::string_view::npos) {
        return TimeForm::none;
    }
    auto const rest = cell.bytes.substr(clock);
    auto const zone = rest.find_first_of("+-Zz");
    return zone == std::string_view::npos ? TimeForm::clock : TimeForm::instant;
}

} // namespace tributary::model
