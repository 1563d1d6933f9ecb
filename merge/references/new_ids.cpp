#include "merge/references/new_ids.hpp"

#include "merge/model/characters.hpp"
#include "merge/staging/id_ranges.hpp"

#include <algorithm>
#include <charconv>

namespace tributary::references {

NewIds::NewIds(staging::Staging const &staging, model::Mapping const &mapping, staging::Exceptions const &exceptions,
               std::uint32_t source, model::DeclaredReference const &reference)
    : m_offset(reference.offset), m_greatest(staging::end_of_range(staging, reference.chain.back(), source)),
      m_lowest(staging::lowest_id(staging, reference.chain.back()))
{
    auto const &key = reference.chain.front();
    auto const *const table = model::find_table(mapping, key.table);
    auto const *const owner = table == nullptr ? nullptr : model::find_source(*table, source);
    auto const *const column = owner == nullptr ? nullptr : model::find_filled(*owner, key.column);
    if (column != nullptr) {
        auto const &target = *model::find_column(table->target, key.column);
        m_are_numbers = target.kind == model::Kind::integer;
        m_are_uuids = target.type == "uuid";
        auto rows =
            staging.database().prepare("SELECT " + column->value + staging::staged_rows(*table, *owner, exceptions));
        while (rows.step()) {
            if (rows.is_null(0)) {
                continue;
            }
            if (m_are_numbers) {
                m_numbers.push_back(rows.integer(0));
            } else {
                m_texts.intern(rows.text(0));
            }
        }
        std::sort(m_numbers.begin(), m_numbers.end());
    }
    for (auto const &at : reference.chain) {
        if (auto const found = exceptions.keys.find({source, at}); found != exceptions.keys.end()) {
            m_exceptions.emplace_back(staging, found->second);
        }
    }
}

std::optional<staging::CrosswalkLookup::Entry> NewIds::exception(model::Cell const &old)
{
    for (auto &crosswalk : m_exceptions) {
        if (auto entry = crosswalk.find(old)) {
            return entry;
        }
    }
    return std::nullopt;
}

std::optional<std::string> NewIds::of(std::string const &id)
{
    if (m_are_numbers) {
        auto const number = plain_integer(id);
        if (!number || !std::binary_search(m_numbers.begin(), m_numbers.end(), *number)) {
            return std::nullopt;
        }
        auto exceptional = exception(model::Cell::of(*number));
        return exceptional ? exceptional->becomes : std::to_string(*number + m_offset);
    }
    auto const text = m_are_uuids ? model::in_lower_case(id) : id;
    if (m_texts.find(text) == 0) {
        return std::nullopt;
    }
    auto exceptional = exception(model::Cell::of(std::string_view(text)));
    return exceptional ? exceptional->becomes : id;
}

std::optional<std::string> NewIds::kept(std::string const &id) const
{
    auto const number = m_are_numbers ? plain_integer(id) : std::nullopt;
    if (!number) {
        return id;
    }
    if (*number < 1) {
        return m_offset != 0 && *number >= m_lowest ? std::nullopt : std::optional(id);
    }
    return *number > m_greatest - m_offset ? std::nullopt : std::optional(std::to_string(*number + m_offset));
}

} // namespace tributary::references
