#include "merge/references/dangling.hpp"

#include "merge/model/words.hpp"
#include "merge/plan/proposed_lines.hpp"
#include "merge/references/dangling_lines.hpp"
#include "merge/staging/dangling_values.hpp"
#include "merge/staging/id_ranges.hpp"
#include "merge/staging/rewritten.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace tributary::references {

namespace {

using model::MappedSource;
using model::sql_name;

constexpr char const *fix_source = "fix the source, or set the column in the plan";

std::string shown(MappedSource const &source, Link const &link)
{
    std::string result;
    for (auto const &name : link.columns) {
        result += (result.empty() ? "" : " || ', ' || ") + model::find_filled(source, name)->value;
    }
    return result;
}

/// What the plan says of such values of this source.
std::optional<plan::Dangling> said_of(MappedSource const &source, Link const &link)
{
    return link.reference_plan == nullptr ? std::nullopt : link.reference_plan->dangling.in(source.source_name);
}

} // namespace

DanglingRows::DanglingRows(job::Job const &job, staging::Staging const &staging, model::MappedTable const &table,
                           staging::DecisionWriter &writer)
    : m_job(job), m_staging(staging), m_table(table), m_writer(writer)
{
}

bool DanglingRows::obey(MappedSource const &source, Link const &link, std::string const &rows, bool whole)
{
    auto const only_spelling_differs = link.vouched && !link.enforced; // the source itself calls these rows valid
    auto const policy =
        only_spelling_differs ? plan::Dangling::stop : said_of(source, link).value_or(plan::Dangling::stop);
    auto const none = only_spelling_differs ? std::nullopt : none_of(source, link);
    if (none) {
        keep(source, link, rows + " AND (" + *none + ")", none->ends_with("''") ? "empty" : "below 1");
    }
    auto const others = none ? rows + " AND (" + *none + ") IS NOT TRUE" : rows;
    switch (policy) {
    case plan::Dangling::stop:
        stop(source, link, others,
             !whole                  ? Wrong::left_out
             : only_spelling_differs ? Wrong::written_differently
                                     : Wrong::missing);
        break;
    case plan::Dangling::keep:
        refuse_under_key(link, others);
        keep(source, link, others, "keep");
        break;
    case plan::Dangling::null: set_null(source, link, others); break;
    case plan::Dangling::drop_row: return drop_rows(source, link, others);
    }
    return false;
}

model::ForeignKey const *DanglingRows::key_of_target(std::string const &column) const
{
    auto const &keys = m_table.target.foreign_keys;
    auto const found = std::find_if(keys.begin(), keys.end(), [&](auto const &key) {
        return key.enforced && std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end();
    });
    return found == keys.end() ? nullptr : &*found;
}

std::optional<std::string> DanglingRows::none_of(MappedSource const &source, Link const &link) const
{
    if (link.reference_plan == nullptr || !plan::leaves_none(said_of(source, link)) || link.columns.size() != 1 ||
        key_of_target(link.columns.front()) != nullptr) {
        return std::nullopt;
    }
    auto const &column = *model::find_filled(source, link.columns.front());
    auto const &chain = link.declared != nullptr ? link.declared->chain : column.chain;
    auto const numbered = !chain.empty() && staging::end_of_range(m_staging, chain.back(), source.source) !=
                                                std::numeric_limits<std::int64_t>::max();
    if (!numbered) {
        return column.value + " = ''";
    }
    auto const as_text = link.declared != nullptr && link.declared->as_text;
    // where rows have such ids, these dangle as others do, and the plan says what becomes of them
    auto const least =
        said_of(source, link) ? std::min<std::int64_t>(1, staging::lowest_id(m_staging, chain.back())) : 1;
    return (as_text ? staging::number_in_text(column.value) : column.value) + " < " + std::to_string(least);
}

void DanglingRows::stop_written_differently(MappedSource const &source, Link const &link, std::string const &rows)
{
    stop(source, link, rows, Wrong::written_differently);
}

void DanglingRows::stop_torn(MappedSource const &source, Link const &link, std::string const &moved, Torn const &torn)
{
    if (torn.rows > 0) {
        conflict(
            label_of(source, link.columns, link.table),
            fmt::format(
                "{} follow both its row of {} and its row of {}: the two references share a column, and their rows fold differently; the first row is "
                "{}/{}#{}",
                model::counted(torn.rows, "row cannot", "rows cannot"), link.table, moved, source.source_name,
                m_table.target.label, torn.first),
            fix_source);
    }
}

std::string DanglingRows::label_of(MappedSource const &source, std::vector<std::string> const &columns,
                                   std::string const &referenced_table) const
{
    return model::reference_label(source.source_name + "." + m_table.target.label, columns, referenced_table);
}

void DanglingRows::conflict(std::string const &reference, std::string const &evidence, std::string const &proposal)
{
    m_writer.add_to_conflict({{},
                              "dangling",
                              "",
                              m_table.target.label,
                              "",
                              reference,
                              evidence,
                              proposal,
                              plan::decisions_for(plan::proposed_lines(proposal))});
}

/// What a plan can say of the values, where it says nothing yet.
std::string DanglingRows::proposal_for(MappedSource const &source, Link const &link, bool is_beyond_range) const
{
    auto const says_already =
        said_of(source, link) && !link.reference_plan->dangling_by_answer.contains(source.source_name);
    if (link.columns.size() != 1 || says_already) {
        return fix_source;
    }
    auto const &name = link.columns.front();
    auto const &column = *model::find_column(m_table.target, name);
    std::vector<char const *> words;
    // SQLite guarantees no key, but a load proves each of them
    auto const &keys = m_table.target.foreign_keys;
    auto const is_proved =
        m_table.target.engine == model::Engine::sqlite && std::any_of(keys.begin(), keys.end(), [&](auto const &key) {
            return std::find(key.columns.begin(), key.columns.end(), name) != key.columns.end();
        });
    if (key_of_target(name) == nullptr && !is_proved && !is_beyond_range) {
        words.push_back("keep");
    }
    if (!is_demanded(column)) {
        words.push_back("null");
    }
    if (m_table.name_column.empty()) {
        words.push_back("drop-row");
    }
    plan::ReferencePlan of_key;
    of_key.from = {m_table.target.label, name};
    of_key.to = {link.table, link.referenced.front()};
    auto const *const reference = link.reference_plan != nullptr ? link.reference_plan : &of_key;
    return words.empty() ? fix_source
                         : dangling_lines(fix_value, std::span(&reference, 1), {"dangling", source.source_name}, words);
}

bool DanglingRows::is_demanded(model::Column const &column) const
{
    auto const *const primary = model::primary_key(m_table.target);
    return column.not_null || (primary != nullptr && std::find(primary->columns.begin(), primary->columns.end(),
                                                               column.name) != primary->columns.end());
}

void DanglingRows::stop_lost(MappedSource const &source, std::string const &column, model::KeyColumn const &key,
                             std::int64_t rows, std::string const &example)
{
    if (rows > 0) {
        conflict(label_of(source, {column}, key.table),
                 fmt::format("{} to {}.{} by a value that was given up without a replacement, such as {}",
                             model::counted(rows, "row refers", "rows refer"), key.table, key.column, example),
                 fix_source);
    }
}

std::string DanglingRows::what_is_wrong(Wrong wrong, std::int64_t rows, std::string const &table,
                                        std::string const &example)
{
    auto const refer = model::counted(rows, "row refers", "rows refer") + " to rows of " + table;
    auto const such_as = ", such as " + (example.empty() ? "an empty text" : example);
    switch (wrong) {
    case Wrong::missing: return refer + " that do not exist" + such_as;
    case Wrong::left_out: return refer + " that do not exist or are left out" + such_as;
    case Wrong::written_differently:
        return refer + " by a value that is written differently there" + such_as +
               "; it would not follow if that value changes";
    case Wrong::not_written_as_id:
        return model::counted(rows, "row holds a number that is not written",
                              "rows hold numbers that are not written") +
               " as the ids of " + table + " are" + such_as + "; another row could be meant";
    }
    return {};
}

void DanglingRows::stop(MappedSource const &source, Link const &link, std::string const &from, Wrong wrong)
{
    auto found = m_staging.database().prepare("SELECT count(*), min(" + shown(source, link) + "), min(" +
                                              staging::primary_key_in_sql(m_staging, m_table, source) + ")" + from);
    if (!found.step() || found.integer(0) == 0) {
        return;
    }
    auto const only_spelling_differs = wrong == Wrong::written_differently;
    conflict(label_of(source, link.columns, link.table),
             fmt::format("{}; the first row is {}/{}#{}",
                         what_is_wrong(wrong, found.integer(0), link.table, found.text(1)), source.source_name,
                         m_table.target.label, found.text(2)),
             only_spelling_differs ? fix_source : proposal_for(source, link, wrong == Wrong::not_written_as_id));
}

bool DanglingRows::add_values(MappedSource const &source, Link const &link, std::string const &from,
                              std::string_view rule, std::string const &becomes)
{
    auto const &name = link.reference_plan->from.column;
    auto const at =
        static_cast<std::size_t>(std::find(link.columns.begin(), link.columns.end(), name) - link.columns.begin());
    return staging::add_dangling(m_staging, {source.table_id,
                                             name,
                                             {link.table, link.referenced.at(at)},
                                             rule,
                                             model::find_filled(source, name)->value,
                                             becomes,
                                             from});
}

void DanglingRows::refuse_under_key(Link const &link, std::string const &rows) const
{
    auto const &name = link.reference_plan->from.column;
    if (key_of_target(name) == nullptr || !m_staging.database().prepare("SELECT 1" + rows + " LIMIT 1").step()) {
        return;
    }
    throw plan::plan_error(m_job.plan, link.reference_plan->position,
                           fmt::format("`dangling`: a foreign key of the target's column \"{}.{}\" takes no value of "
                                       "a row that does not exist",
                                       m_table.target.label, name),
                           "allowed here: stop, null, drop-row; or drop the foreign key in `before`");
}

void DanglingRows::keep(MappedSource const &source, Link const &link, std::string const &from, std::string_view rule)
{
    auto const &name = link.reference_plan->from.column;
    auto const &column = *model::find_filled(source, name);
    auto const &chain = link.declared != nullptr ? link.declared->chain : column.chain;
    auto const offset = link.declared != nullptr ? link.declared->offset : column.offset;
    auto const whose = link.declared != nullptr ? model::ids_of(*link.declared, source.source) : source.source;
    auto const end = chain.empty() ? std::numeric_limits<std::int64_t>::max()
                                   : staging::end_of_range(m_staging, chain.back(), whose);
    auto const value =
        link.declared != nullptr && link.declared->as_text ? staging::number_in_text(column.value) : column.value;
    auto const numbered = end != std::numeric_limits<std::int64_t>::max();
    auto const moved = "coalesce(CASE WHEN " + value + " >= 1 THEN " + value + " + " + std::to_string(offset) +
                       " END, " + column.value + ")";
    if (!add_values(source, link, from, rule, numbered ? moved : column.value) || !numbered) {
        return;
    }
    if (link.declared != nullptr && link.declared->as_text) {
        // 01 and 2.00: numbers to some, and then those of another service's rows
        auto const written = "CAST(" + column.value + " AS TEXT)";
        stop(source, link,
             from + " AND (" + value + ") IS NULL AND (CAST(" + written + " AS REAL) <> 0 OR trim(" + written +
                 ", ' +-0.') = '')",
             Wrong::not_written_as_id);
    }
    auto const lowest = staging::lowest_id(m_staging, chain.back());
    auto const others =
        offset != 0 && lowest < 1 ? " OR " + value + " BETWEEN " + std::to_string(lowest) + " AND 0" : std::string();
    auto beyond = m_staging.database().prepare("SELECT count(*), min(" + value + ")" + from + " AND (" + value + " > " +
                                               std::to_string(end - offset) + others + ")");
    if (beyond.step() && beyond.integer(0) > 0) {
        auto const lines = proposal_for(source, link, true);
        conflict(label_of(source, link.columns, link.table),
                 fmt::format("{} that no row of {} has {} beyond the source's id range, such as {}",
                             model::counted(beyond.integer(0), "id", "ids"), link.table,
                             model::plural(beyond.integer(0), "is", "are"), beyond.text(1)),
                 lines != fix_source
                     ? lines
                     : "fix the source, or set `dangling` of this [[reference]] to \"null\" or \"drop-row\"");
    }
    if (offset != 0) {
        write(source, name, column.value, from + " AND " + value + " < 1");
    }
}

void DanglingRows::set_null(MappedSource const &source, Link const &link, std::string const &from)
{
    auto const &name = link.reference_plan->from.column;
    if (is_demanded(*model::find_column(m_table.target, name))) {
        throw plan::plan_error(
            m_job.plan, link.reference_plan->position,
            fmt::format("`dangling`: column \"{}.{}\" of the target cannot be NULL", m_table.target.label, name),
            "allowed here: stop, keep, drop-row");
    }
    if (add_values(source, link, from, "null", "NULL")) {
        write(source, name, "NULL", from);
    }
}

void DanglingRows::write(MappedSource const &source, std::string const &name, std::string const &value,
                         std::string const &from)
{
    staging::write_rewritten(m_staging, {source.table_id, name, "dangling", sql_name(m_table.target.label) + ".\"#\"",
                                         value, model::find_filled(source, name)->value,
                                         staging::primary_key_in_sql(m_staging, m_table, source), from});
}

bool DanglingRows::drop_rows(MappedSource const &source, Link const &link, std::string const &from)
{
    if (!m_table.name_column.empty()) {
        throw plan::plan_error(m_job.plan, link.reference_plan->position,
                               "`dangling`: drop-row does not apply to accounts",
                               fmt::format("[table.{}] `where` says which accounts are merged", m_table.target.label));
    }
    bool left_out = false;
    auto rows = m_staging.database().prepare("SELECT " + sql_name(m_table.target.label) + ".\"#\", " +
                                             shown(source, link) + from);
    while (rows.step()) {
        left_out |= m_writer.leave_out(source.table_id, rows.integer(0), "dangling",
                                       fmt::format("{} refers to {} {}, which does not exist",
                                                   fmt::join(link.columns, ", "), link.table, rows.text(1)));
    }
    return left_out;
}

} // namespace tributary::references
