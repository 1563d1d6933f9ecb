#include "merge/audit/origins.hpp"

#include "merge/model/digits.hpp"

#include <algorithm>
#include <limits>

namespace tributary::audit {
namespace {

std::int64_t number_of(std::optional<std::string> const &text)
{
    return model::whole_number(text.value_or("")).value_or(0);
}

std::optional<std::int64_t> sum(std::int64_t a, std::int64_t b)
{
    using Limits = std::numeric_limits<std::int64_t>;
    auto const fits = b > 0 ? a <= Limits::max() - b : a >= Limits::min() - b;
    return fits ? std::optional(a + b) : std::nullopt;
}

} // namespace

Origins::Origins(databases::Target &target, Queries const &queries) : m_target(target), m_queries(queries)
{
    for (auto const &row : target.query(queries.sources())) {
        m_sources.push_back(row.at(0).value_or(""));
        if (row.at(1) == "1") {
            m_of_users.push_back(m_sources.back());
        }
    }
    for (auto const &row : target.query(queries.ranges())) {
        m_ranges.push_back({row.at(0).value_or(""), number_of(row.at(1)), number_of(row.at(2)), number_of(row.at(3))});
    }
}

bool Origins::has_range(std::string const &source) const
{
    return std::any_of(m_ranges.begin(), m_ranges.end(), [&](auto const &range) { return range.source == source; });
}

Origin Origins::of(std::string const &new_id) const
{
    std::vector<Origin> possible;
    for (auto const &row : m_target.query(m_queries.moved_to(new_id))) { // it got an id of its own
        possible.push_back({row.at(0).value_or(""), row.at(1).value_or("")});
    }
    if (possible.size() == 1) {
        return possible.front();
    }
    auto const number = model::whole_number(new_id);
    for (auto const &source : m_of_users) {
        if (!has_range(source)) {
            possible.push_back({source, new_id});
        }
    }
    for (auto const &range : m_ranges) {
        if (number && range.first <= *number && *number <= range.last && range.offset <= *number) {
            possible.push_back({range.source, std::to_string(*number - range.offset)});
        }
    }
    if (possible.empty()) {
        return {{}, {}, !m_of_users.empty()};
    }
    return possible.size() == 1 ? possible.front() : Origin{};
}

std::optional<std::string> Origins::new_id(std::string const &source, std::string const &old_id) const
{
    if (auto const moved = m_target.query(m_queries.crosswalk(source, old_id)); !moved.empty()) {
        return moved.front().front();
    }
    auto const range =
        std::find_if(m_ranges.begin(), m_ranges.end(), [&](auto const &one) { return one.source == source; });
    if (range == m_ranges.end()) {
        auto const has_users = std::find(m_of_users.begin(), m_of_users.end(), source) != m_of_users.end();
        return has_users ? std::optional(old_id) : std::nullopt;
    }
    auto const number = model::whole_number(old_id);
    auto const id = number ? sum(*number, range->offset) : std::nullopt;
    auto const is_in_range = id && range->first <= *id && *id <= range->last; // others are from after the load
    return is_in_range ? std::optional(std::to_string(*id)) : std::nullopt;
}

} // namespace tributary::audit
