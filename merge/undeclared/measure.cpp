#include "merge/undeclared/measure.hpp"

#include "merge/mapping/users.hpp"
#include "merge/model/characters.hpp"
#include "merge/staging/decisions.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

namespace tributary::undeclared {
namespace {

using model::Cell;

constexpr std::size_t most_kinds = 1000;
constexpr std::size_t long_enough = 16; ///< a shorter text may be an id by accident

/// 64 bits that stand for a value. Two values with the same hash count as one: with millions of users the odds are one
/// in a billion.
using Mark = std::uint64_t;

Mark mixed(std::uint64_t bits)
{
    bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebU;
    return bits ^ (bits >> 31U);
}

/// Case is ignored: a uuid is the same in capitals, and so is a name.
Mark mark_of_text(std::string_view text)
{
    Mark mark = 0xcbf29ce484222325U;
    for (char const c : text) {
        mark = (mark ^ static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c)) * 0x100000001b3U;
    }
    return mixed(mark);
}

Mark mark_of_integer(std::int64_t number) { return mixed(static_cast<std::uint64_t>(number) + 0x9e3779b97f4a7c15U); }

std::optional<std::int64_t> integer_in(std::string_view text)
{
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    auto const canonical = !text.empty() && (text == "0" || (text[0] != '0' && !text.starts_with("-0")));
    return error == std::errc() && end == text.data() + text.size() && canonical ? std::optional(number) : std::nullopt;
}

/// As numeric(10,2) and the like write a whole number: 17.00 is 17.
std::string_view without_zeros_behind(std::string_view number)
{
    auto const point = number.find('.');
    auto const whole = point != std::string_view::npos && point + 1 < number.size() &&
                       number.find_first_not_of('0', point + 1) == std::string_view::npos;
    return whole ? number.substr(0, point) : number;
}

/// A number is the same number as a text: 17, '17' and 17.0.
Mark mark_of_id(Cell const &cell)
{
    if (cell.type == Cell::Type::integer) {
        return mark_of_integer(cell.integer);
    }
    if (cell.type == Cell::Type::real && std::trunc(cell.real) == cell.real && std::abs(cell.real) < 9e15) {
        return mark_of_integer(static_cast<std::int64_t>(cell.real));
    }
    auto const number = cell.type == Cell::Type::text ? integer_in(without_zeros_behind(cell.bytes)) : std::nullopt;
    return number ? mark_of_integer(*number) : mark_of_text(model::without_blanks_behind(cell.bytes));
}

/// Marks, each once, to be looked up.
class Marks {
public:
    void add(Mark mark) { m_sorted.push_back(mark); }
    void settle()
    {
        std::sort(m_sorted.begin(), m_sorted.end());
        m_sorted.erase(std::unique(m_sorted.begin(), m_sorted.end()), m_sorted.end());
    }
    bool has(Mark mark) const { return std::binary_search(m_sorted.begin(), m_sorted.end(), mark); }

private:
    std::vector<Mark> m_sorted;
};

struct KnownUsers {
    Marks ids;
    Marks names;
};

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

using KindNames = std::map<std::string, std::string>;

std::string text_of(Cell const &cell)
{
    return cell.type == Cell::Type::integer ? std::to_string(cell.integer) : std::string(cell.bytes);
}

/// Counts one suspect's values.
class Counter {
public:
    /// `kinds` are the names of kinds that are numbers.
    Counter(Suspect const &suspect, KnownUsers const &users, KindNames kinds, Tally &tally)
        : m_suspect(suspect), m_users(users), m_kinds(std::move(kinds)), m_tally(tally)
    {
    }

    void count(Cell const &cell, Cell const &kind)
    {
        if (cell.type == Cell::Type::null) {
            return;
        }
        if (m_suspect.looks == Suspect::Looks::list) {
            count_elements(cell);
            return;
        }
        auto const id = is_id(cell);
        ++m_tally.values;
        m_tally.ids += id ? 1 : 0;
        m_tally.names += is_name(cell) ? 1 : 0;
        m_tally.only_flags = m_tally.only_flags && is_flag(cell);
        if (m_suspect.looks == Suspect::Looks::kind_and_id && kind.type != Cell::Type::null) {
            count_kind(kind, id);
        }
    }

private:
    bool is_id(Cell const &cell) const
    {
        auto const bytes = cell.type == Cell::Type::text || cell.type == Cell::Type::blob;
        return (!m_suspect.long_values || (bytes && cell.bytes.size() >= long_enough)) &&
               m_users.ids.has(mark_of_id(cell));
    }

    bool is_name(Cell const &cell) const
    {
        return cell.type == Cell::Type::text && !cell.bytes.empty() && m_suspect.looks != Suspect::Looks::id_by_value &&
               m_users.names.has(mark_of_text(model::without_blanks_behind(cell.bytes)));
    }

    static bool is_flag(Cell const &cell)
    {
        return (cell.type == Cell::Type::integer && (cell.integer == 0 || cell.integer == 1)) ||
               (cell.type == Cell::Type::text && (cell.bytes == "t" || cell.bytes == "f"));
    }

    void count_elements(Cell const &cell)
    {
        auto const list = cell.type == Cell::Type::text && !cell.bytes.empty() &&
                          (cell.bytes.front() == '{' || cell.bytes.front() == '[');
        if (!list) {
            return;
        }
        each_element(cell.bytes, [&](std::string_view element) {
            ++m_tally.values;
            m_tally.ids += is_id(Cell::of(element)) ? 1 : 0;
            m_tally.names += m_suspect.by_role && is_name(Cell::of(element)) ? 1 : 0;
            m_tally.only_flags = false;
        });
    }

    void count_kind(Cell const &kind, bool id)
    {
        auto kind_name = text_of(kind);
        if (auto const named = m_kinds.find(kind_name); named != m_kinds.end()) {
            kind_name = named->second;
        }
        auto const known = m_tally.kinds.find(kind_name);
        if (known == m_tally.kinds.end() && m_tally.kinds.size() >= most_kinds) {
            return;
        }
        auto &of = known == m_tally.kinds.end() ? m_tally.kinds[kind_name] : known->second;
        ++of.values;
        of.ids += id ? 1 : 0;
    }

    Suspect const &m_suspect;
    KnownUsers const &m_users;
    KindNames m_kinds;
    Tally &m_tally;
};

KindNames names_of_kinds(std::uint32_t source, KindTable const &kinds, ColumnReader const &read)
{
    KindNames result;
    if (kinds.table.empty()) {
        return result;
    }
    auto columns = kinds.names;
    columns.push_back(kinds.id);
    read(source, kinds.table, columns, WhichRows::all, [&](model::Row row) {
        std::string name;
        for (std::size_t i = 0; i + 1 < row.size(); ++i) {
            name += (i == 0 ? "" : ".") + text_of(row[i]);
        }
        if (result.size() < most_kinds) {
            result[text_of(row.back())] = name;
        }
    });
    return result;
}

KnownUsers known_users(plan::Plan const &plan, std::uint32_t number, CoverageSource const &source,
                       ColumnReader const &read)
{
    auto const table = mapping::users_table(plan, source.name, source.schema);
    KnownUsers users;
    read(number, table.table->label, {table.id, plan.users.name}, WhichRows::all, [&](model::Row row) {
        if (row[0].type != Cell::Type::null) {
            users.ids.add(mark_of_id(row[0]));
        }
        if (row[1].type == Cell::Type::text && !row[1].bytes.empty()) {
            users.names.add(mark_of_text(model::without_blanks_behind(row[1].bytes)));
        }
    });
    users.ids.settle();
    users.names.settle();
    return users;
}

/// All suspects of one table, in one reading.
void measure_table(std::span<Suspect const> suspects, KnownUsers const &users, std::span<Tally> tallies,
                   ColumnReader const &read)
{
    std::vector<std::string> columns;
    auto const place_of = [&](std::string const &column) {
        auto const found = std::find(columns.begin(), columns.end(), column);
        auto const place = static_cast<std::size_t>(found - columns.begin());
        if (found == columns.end()) {
            columns.push_back(column);
        }
        return place;
    };
    struct Watched {
        std::size_t value;
        std::size_t kind;
        Counter counter;
    };
    std::vector<Watched> watched;
    for (std::size_t i = 0; i < suspects.size(); ++i) {
        auto const &suspect = suspects[i];
        auto const value = place_of(suspect.column);
        auto const kind = suspect.kind_column.empty() ? value : place_of(suspect.kind_column);
        watched.push_back(
            {value, kind, Counter(suspect, users, names_of_kinds(suspect.source, suspect.kinds, read), tallies[i])});
    }
    read(suspects.front().source, suspects.front().table, columns, WhichRows::loaded, [&](model::Row row) {
        for (auto &one : watched) {
            one.counter.count(row[one.value], row[one.kind]);
        }
    });
}

/// Staged rows as they come into the target but for the rewriting: with what the plan's `set` computes.
class StagedColumns {
public:
    StagedColumns(staging::Staging const &staging, model::Mapping const &mapping)
        : m_staging(staging), m_mapping(mapping)
    {
    }

    void read(std::uint32_t source, std::string const &label, std::vector<std::string> const &columns, WhichRows which,
              model::RowSink const &sink) const
    {
        auto const *const table = model::find_table(m_mapping, label);
        auto const *const from = table == nullptr ? nullptr : model::find_source(*table, source);
        if (from == nullptr || from->rows == 0) {
            return; // it is not loaded
        }
        std::string list;
        for (auto const &column : columns) {
            list += (list.empty() ? "" : ", ") + unexplained(model::find_filled(*from, column));
        }
        auto const filtered = which == WhichRows::loaded && !from->left_out_unless.empty();
        auto rows = m_staging.database().prepare("SELECT " + list + " FROM " + model::sql_name(from->staged) + " AS " +
                                                 model::sql_name(label) +
                                                 (filtered ? " WHERE (" + from->left_out_unless + ") IS TRUE" : ""));
        std::vector<Cell> cells(columns.size());
        while (rows.step()) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                cells[i] = rows.cell(static_cast<int>(i));
            }
            sink(cells);
        }
    }

private:
    /// NULL where a [[reference]] of the plan says for this row what the value is.
    static std::string unexplained(model::MappedColumn const *column)
    {
        if (column == nullptr) {
            return "NULL";
        }
        std::string conditions;
        for (auto const &reference : column->declared) {
            conditions +=
                reference.when.empty() ? "" : (conditions.empty() ? "" : " OR ") + ("(" + reference.when + ")");
        }
        return conditions.empty() ? column->value
                                  : "CASE WHEN " + conditions + " THEN NULL ELSE " + column->value + " END";
    }

    staging::Staging const &m_staging;
    model::Mapping const &m_mapping;
};

} // namespace

std::vector<Tally> measure(plan::Plan const &plan, std::span<CoverageSource const> sources,
                           std::span<Suspect const> suspects, ColumnReader const &read)
{
    std::vector<Tally> tallies(suspects.size());
    KnownUsers users;
    std::optional<std::uint32_t> source;
    for (std::size_t from = 0; from < suspects.size();) {
        auto end = from;
        while (end < suspects.size() && suspects[end].source == suspects[from].source &&
               suspects[end].table == suspects[from].table) {
            ++end;
        }
        if (source != suspects[from].source) {
            source = suspects[from].source;
            users = {}; // before the next are read, not after
            users = known_users(plan, *source, sources[*source], read);
        }
        measure_table(suspects.subspan(from, end - from), users, std::span(tallies).subspan(from, end - from), read);
        from = end;
    }
    return tallies;
}

void find_uncovered(plan::Plan const &plan, staging::Staging const &staging,
                    std::vector<staging::StagedSource> const &sources, model::Schema const &target,
                    model::Mapping const &mapping, answers::Answers &answers)
{
    std::vector<CoverageSource> inputs;
    for (auto const &source : sources) {
        inputs.push_back({source.name, source.schema});
    }
    check_waived(plan, inputs);
    auto const suspects = undeclared::suspects(plan, inputs, target);
    StagedColumns const staged(staging, mapping);
    auto const tallies = measure(plan, inputs, suspects,
                                 [&](auto source, auto const &table, auto const &columns, auto which,
                                     auto const &sink) { staged.read(source, table, columns, which, sink); });
    staging::DecisionWriter writer(staging);
    for (auto const &column : undeclared::uncovered(plan, inputs, suspects, tallies)) {
        model::ConflictFact conflict;
        conflict.kind = "uncovered";
        conflict.table = column.table;
        conflict.claimants = column.table + "." + column.column;
        conflict.evidence = column.evidence;
        conflict.proposal = column.likely ? column.reference : column.waive;
        if (auto const answer = answers.find(conflict)) {
            answers.refuse(answer->number, "declare the column in the plan, by [[reference]] or [[waive]]");
            conflict.evidence += answers.why_not(conflict);
        }
        writer.conflict(std::move(conflict));
    }
}

} // namespace tributary::undeclared
