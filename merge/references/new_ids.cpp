#include "merge/references/new_ids.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <limits>

namespace tributary::references {

std::optional<std::int64_t> plain_integer(std::string const &text)
{
    std::int64_t number = 0;
    auto const *const end = text.data() + text.size();
    auto const [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end && std::to_string(number) == text ? std::optional(number) : std::nullopt;
}

std::int64_t end_of_range(staging::Staging const &staging, model::KeyColumn const &key, std::uint32_t source)
{
    auto range = staging.database().prepare(
        "SELECT max(last, \"offset\") + headroom FROM id_range WHERE source = ?1 AND label = ?2 AND \"column\" = ?3");
    range.bind(1, static_cast<std::int64_t>(source))
        .bind(2, std::string_view(key.table))
        .bind(3, std::string_view(key.column));
    return range.step() ? range.integer(0) : std::numeric_limits<std::int64_t>::max();
}

std::int64_t least_of_all(staging::Staging const &staging, model::KeyColumn const &key)
{
    auto range =
        staging.database().prepare("SELECT coalesce(min(first), 1) FROM id_range WHERE label = ?1 AND \"column\" = ?2");
    range.bind(1, std::string_view(key.table)).bind(2, std::string_view(key.column));
    range.step();
    return range.integer(0);
}

NewIds::NewIds(staging::Staging const &staging, model::Mapping const &mapping, staging::Exceptions const &exceptions,
               std::uint32_t source, model::DeclaredReference const &reference)
    : m_offset(reference.offset), m_greatest(end_of_range(staging, reference.chain.back(), source)),
      m_least(least_of_all(staging, reference.chain.back()))
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
            m_exceptions.push_back(staging.database().prepare(
                "SELECT new FROM crosswalk WHERE key_id = " + std::to_string(found->second) + " AND old = ?1"));
        }
    }
}

NewIds::Exception NewIds::exception(model::Cell const &old)
{
    for (auto &statement : m_exceptions) {
        statement.bind(1, old);
        auto const is_there = statement.step();
        Exception result{is_there, is_there ? statement.optional_text(0) : std::nullopt};
        statement.reset();
        if (is_there) {
            return result;
        }
    }
    return {};
}

std::optional<std::string> NewIds::of(std::string const &id)
{
    if (m_are_numbers) {
        auto const number = plain_integer(id);
        if (!number || !std::binary_search(m_numbers.begin(), m_numbers.end(), *number)) {
            return std::nullopt;
        }
        auto exceptional = exception(model::Cell::of(*number));
        return exceptional.is_there ? exceptional.becomes : std::to_string(*number + m_offset);
    }
    auto text = id;
    if (m_are_uuids) {
        std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    }
    if (m_texts.find(text) == 0) {
        return std::nullopt;
    }
    auto exceptional = exception(model::Cell::of(std::string_view(text)));
    return exceptional.is_there ? exceptional.becomes : id;
}

std::optional<std::string> NewIds::kept(std::string const &id) const
{
    auto const number = m_are_numbers ? plain_integer(id) : std::nullopt;
    if (!number) {
        return id;
    }
    if (*number < 1) {
        return m_offset != 0 && *number >= m_least ? std::nullopt : std::optional(id);
    }
    return *number > m_greatest - m_offset ? std::nullopt : std::optional(std::to_string(*number + m_offset));
}

} // namespace tributary::references
