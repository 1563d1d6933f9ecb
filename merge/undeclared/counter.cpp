#include "merge/undeclared/counter.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace tributary::undeclared {
namespace {

using model::Cell;

constexpr std::size_t most_waiting = 65536;
constexpr std::size_t most_tables = 4;
constexpr std::int64_t enough_texts = 256;

/// The elements of `{1,2}`, `["a", "b"]` and of arrays nested in them: whatever is between brackets, commas and colons.
template <typename Sink> void each_element(std::string_view list, Sink const &sink)
{
    constexpr std::string_view around = "{}[],: \t\n\r\"";
    for (auto from = list.find_first_not_of(around); from != std::string_view::npos;) {
        auto const end = std::min(list.find_first_of(around, from), list.size());
        auto const element = list.substr(from, end - from);
        if (element != "NULL" && element != "null") {
            sink(element);
        }
        from = list.find_first_not_of(around, end);
    }
}

bool is_flag(Cell const &cell)
{
    return (cell.type == Cell::Type::integer && (cell.integer == 0 || cell.integer == 1)) ||
           (cell.type == Cell::Type::text && (cell.bytes == "t" || cell.bytes == "f"));
}

/// What may be an id of users of any source.
bool may_be_of_users(Suspect const &suspect)
{
    auto const looks = suspect.otherwise.value_or(suspect.looks);
    return looks == Suspect::Looks::id_by_name || looks == Suspect::Looks::id_by_column ||
           looks == Suspect::Looks::id_by_value || looks == Suspect::Looks::id_of_any;
}

} // namespace

std::string text_of(Cell const &cell)
{
    if (cell.type == Cell::Type::real) {
        auto const number = number_of(cell);
        return number ? std::to_string(*number) : std::to_string(cell.real);
    }
    return cell.type == Cell::Type::integer ? std::to_string(cell.integer) : std::string(cell.bytes);
}

std::map<model::KeyColumn, std::size_t> tables_of(Known const &known, std::set<std::int64_t> const &numbers)
{
    std::map<model::KeyColumn, std::size_t> result;
    auto const look = [&](model::KeyColumn const &table, IdSet const &ids) {
        auto const hits = std::count_if(numbers.begin(), numbers.end(), [&](auto id) { return ids.has(id); });
        if (hits > 0) {
            result[table] = static_cast<std::size_t>(hits);
        }
    };
    look(known.users_id, known.users);
    for (auto const &[table, ids] : known.tables) {
        look(table, ids);
    }
    return result;
}

Counter::Counter(Suspect const &suspect, Known const &known, KindNames kinds, Tally &tally)
    : m_suspect(suspect), m_known(known), m_kinds(std::move(kinds)), m_tally(tally)
{
    for (auto const &named : suspect.of_tables) {
        watch(named.to);
    }
    for (auto const &[place, ids] : known.elsewhere) {
        auto const named = [&, &to = place.second](NamedAfter const &table) { return table.to == to; };
        auto const is_named =
            suspect.of_source == place.first && std::any_of(suspect.of_tables.begin(), suspect.of_tables.end(), named);
        if (place.first != suspect.source &&
            (is_named || (place.second == known.users_id && may_be_of_users(suspect)))) {
            m_elsewhere.emplace_back(ids, &tally.elsewhere[place]);
        }
    }
}

void Counter::count(Cell const &cell, Cell const &kind)
{
    if (cell.type == Cell::Type::null) {
        return;
    }
    if (m_suspect.looks == Suspect::Looks::list) {
        count_elements(cell);
        return;
    }
    if (m_suspect.looks == Suspect::Looks::copy_of_name) {
        auto const empty = cell.type != Cell::Type::text || cell.bytes.empty() || kind.type == Cell::Type::null;
        m_tally.values += empty ? 0 : 1;
        if (!empty && m_known.names_by_id.is_name_of(kind, cell.bytes)) {
            count_copy(cell.bytes, m_known.names_by_id.is_exactly_name_of(kind, cell.bytes));
        }
        return;
    }
    if (m_suspect.looks == Suspect::Looks::text_by_value && m_tally.values >= enough_texts &&
        std::max(m_numbers, m_tally.names) * 2 < m_tally.values) {
        return; // texts, as nearly every column of texts holds
    }
    m_tally.only_flags = m_tally.only_flags && is_flag(cell);
    auto const id = is_id(cell);
    auto const number = number_of(cell);
    auto const empty = cell.type == Cell::Type::text && cell.bytes.empty();
    if (empty || (number && *number < 1 && !id && !is_any_id(*number))) {
        ++m_tally.none;
        return;
    }
    ++m_tally.values;
    m_tally.ids += id ? 1 : 0;
    m_tally.names += is_name(cell) ? 1 : 0;
    count_others(cell);
    for (auto const &[ids, of] : m_elsewhere) {
        of->hits += is_long_enough(cell) && ids->has(cell) ? 1 : 0;
    }
    if (number) {
        ++m_numbers;
        m_tally.ones += *number == 1 ? 1 : 0;
        m_tally.greatest = std::max(m_tally.greatest, *number);
        count_different(*number);
        if (auto const own = m_suspect.own_id.empty() ? std::nullopt : number_of(kind)) {
            m_of_rows.add(*own, *number);
        }
    } else if (m_suspect.looks == Suspect::Looks::text_by_value && m_texts.size() < Sample::enough) {
        m_texts.insert(text_of(cell));
    }
    if (m_suspect.looks == Suspect::Looks::kind_and_id && kind.type != Cell::Type::null) {
        count_kind(kind, number);
    }
}

void Counter::count_copy(std::string_view name, bool exact)
{
    auto const has = [&](char first, char last) {
        return std::any_of(name.begin(), name.end(), [&](char c) { return c >= first && c <= last; });
    };
    ++m_tally.names;
    m_tally.exact_names += exact ? 1 : 0;
    m_tally.lower_names += has('A', 'Z') ? 0 : 1;
    m_tally.upper_names += has('A', 'Z') && !has('a', 'z') ? 1 : 0;
}

void Counter::finish()
{
    choose_tables();
    for (auto const &[table, share] : m_estimated) {
        m_tally.others[table] = std::llround(share * static_cast<double>(m_tally.values));
        m_tally.estimated.insert(table);
    }
    m_tally.distinct = std::max(m_sample.values().size(), m_texts.size());
    m_tally.scattered = m_sample.is_scattered();
    m_tally.distinct_names = static_cast<std::size_t>(
        std::count_if(m_texts.begin(), m_texts.end(), [&](auto const &text) { return m_known.names.has(text); }));
    find_accidents();
    m_tally.only_earlier = m_of_rows.are_earlier();
    m_tally.earlier_by_accident = m_of_rows.by_accident();
    for (auto const &[kind, sample] : m_kind_samples) {
        m_tally.kinds.at(kind).distinct = sample.values().size();
        m_tally.kinds.at(kind).tables = tables_of(m_known, sample.values());
        for (auto const &[table, hits] : m_tally.kinds.at(kind).tables) {
            note_size(table);
        }
    }
}

void Counter::find_accidents()
{
    if (m_sample.values().empty()) {
        return;
    }
    auto const note = [&](model::KeyColumn const &table, IdSet const &ids) {
        m_tally.look_up(table, ids, m_sample, m_tally.greatest);
    };
    note(m_known.users_id, m_known.users);
    for (auto const &[ids, of] : m_elsewhere) {
        of->by_accident = accident_of(*ids, m_sample);
    }
    for (auto const &[table, hits] : m_tally.others) {
        if (auto const ids = m_known.tables.find(table); ids != m_known.tables.end()) {
            note(table, ids->second);
        }
    }
}

void Counter::note_size(model::KeyColumn const &table)
{
    auto const other = m_known.tables.find(table);
    m_tally.sizes[table] = other == m_known.tables.end() ? m_known.users.size() : other->second.size();
}

void Counter::watch(model::KeyColumn const &table)
{
    if (auto const found = m_known.tables.find(table); found != m_known.tables.end()) {
        m_watched.emplace_back(&found->second, &m_tally.others[table]);
    }
}

bool Counter::is_id(Cell const &cell) const { return is_long_enough(cell) && m_known.users.has(cell); }

bool Counter::is_long_enough(Cell const &cell) const
{
    auto const bytes = cell.type == Cell::Type::text || cell.type == Cell::Type::blob;
    return !m_suspect.long_values || (bytes && cell.bytes.size() >= least_length_of_id);
}

bool Counter::is_any_id(std::int64_t number) const
{
    return std::any_of(m_watched.begin(), m_watched.end(), [&](auto const &ids) { return ids.first->has(number); });
}

bool Counter::is_name(Cell const &cell) const
{
    return cell.type == Cell::Type::text && !cell.bytes.empty() && m_suspect.looks != Suspect::Looks::id_by_value &&
           m_known.names.has(cell.bytes);
}

void Counter::count_others(Cell const &cell)
{
    for (auto const &[ids, hits] : m_watched) {
        *hits += ids->has(cell) ? 1 : 0;
    }
}

/// Where the name leads to no table, the first different values choose those that are counted; what came before
/// them is counted then.
void Counter::count_different(std::int64_t number)
{
    m_sample.add(number);
    if (m_suspect.is_looked_up_everywhere() && !m_chosen) {
        m_waiting.push_back(number);
        if (m_sample.values().size() >= Sample::enough || m_waiting.size() >= most_waiting) {
            choose_tables();
        }
    }
}

void Counter::choose_tables()
{
    if (m_chosen) {
        return;
    }
    m_chosen = true;
    struct Fit { // the best first
        std::size_t missing;
        bool is_other_thing;
        double by_accident;
        model::KeyColumn table;
        auto order() const { return std::tie(missing, is_other_thing, by_accident, table); }
    };
    std::vector<Fit> best;
    auto const &all = m_sample.values();
    for (auto const &[table, ids] : m_known.tables) {
        auto const hits = static_cast<std::size_t>(
            std::count_if(all.begin(), all.end(), [&ids = ids](auto value) { return ids.has(value); }));
        auto const own = table.table == m_suspect.table && table.column == m_suspect.column;
        if (!own && !m_waiting.empty() && hits * 10 >= all.size() * 9) {
            best.push_back({all.size() - hits, !m_suspect.extends.contains(table.table),
                            ids.share_between(*all.begin(), *all.rbegin()), table});
        }
    }
    std::sort(best.begin(), best.end(), [](auto const &a, auto const &b) { return a.order() < b.order(); });
    while (best.size() > most_tables) { // of these what the first values show is enough: they are rivals
        auto const count = static_cast<double>(all.size());
        m_estimated.emplace_back(best.back().table, 1 - static_cast<double>(best.back().missing) / count);
        best.pop_back();
    }
    for (auto const &fit : best) {
        watch(fit.table);
        auto const &[ids, hits] = m_watched.back();
        *hits +=
            std::count_if(m_waiting.begin(), m_waiting.end(), [&ids = ids](auto value) { return ids->has(value); });
    }
    m_waiting = {};
}

void Counter::count_elements(Cell const &cell)
{
    auto const list = cell.type == Cell::Type::text && !cell.bytes.empty() &&
                      (cell.bytes.front() == '{' || cell.bytes.front() == '[');
    if (!list) {
        return;
    }
    m_tally.only_flags = false;
    each_element(cell.bytes, [&](std::string_view text) {
        auto const element = Cell::of(text);
        if (auto const number = number_of(element); m_suspect.list_of_any && number && *number > 0) {
            count_different(*number);
        } else if (m_suspect.list_of_any) {
            return; // another's NULL
        }
        ++m_tally.values;
        m_tally.ids += is_id(element) ? 1 : 0;
        m_tally.names += m_suspect.by_role && is_name(element) ? 1 : 0;
        count_others(element);
    });
}

void Counter::count_kind(Cell const &kind, std::optional<std::int64_t> number)
{
    constexpr std::size_t most_samples = 32;
    if (kind.bytes.size() > longest_kind) {
        return;
    }
    auto kind_name = text_of(kind);
    if (auto const named = m_kinds.find(kind_name); named != m_kinds.end()) {
        kind_name = named->second;
    }
    auto const known = m_tally.kinds.find(kind_name);
    if (known == m_tally.kinds.end() && m_tally.kinds.size() >= most_kinds) {
        return;
    }
    auto &of = m_tally.kinds[kind_name];
    ++of.values;
    of.as_number = of.as_number || kind.type == Cell::Type::integer || kind.type == Cell::Type::real;
    of.as_text = of.as_text || kind.type == Cell::Type::text;
    if (number && (m_kind_samples.size() < most_samples || m_kind_samples.contains(kind_name))) {
        m_kind_samples[kind_name].add(*number);
    }
}

} // namespace tributary::undeclared
