#include "merge/undeclared/proposal.hpp"

#include "merge/model/characters.hpp"
#include "merge/plan/overrides.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <vector>

namespace tributary::undeclared {
namespace {

bool plain_word(std::string const &name)
{
    return !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
           std::all_of(name.begin(), name.end(), model::is_name_character);
}

/// The schema is empty where the plan does not name it.
std::string quoted_name(std::string const &schema, std::string const &table, std::string const &column)
{
    auto const part = [](std::string const &name) {
        return name.find_first_of(".\"") == std::string::npos ? name : model::sql_name(name);
    };
    auto const prefix = schema.empty() ? "" : part(schema) + ".";
    return plan::toml_text(prefix + part(table) + "." + part(column));
}

std::string percent(std::int64_t known, std::int64_t values)
{
    auto const share =
        values == 0 ? 0 : static_cast<int>(100.0 * static_cast<double>(known) / static_cast<double>(values));
    return std::to_string(share) + " %";
}

} // namespace

std::string shares_in_words(std::span<model::Share const> shares, std::string const &are)
{
    std::string text;
    for (auto const &share : shares) {
        auto const is_first = text.empty();
        text += (is_first ? "" : ", ") + std::to_string(share.known) + " of " + std::to_string(share.values) +
                (is_first ? " " + are : "") + " (" + percent(share.known, share.values) + ") in " + share.source;
    }
    return text;
}

std::string in_condition(std::string const &name)
{
    static std::set<std::string> const reserved{
        "add",           "all",       "alter",   "and",     "as",     "between",  "case",   "check",      "collate",
        "commit",        "create",    "cross",   "default", "delete", "distinct", "drop",   "else",       "escape",
        "except",        "exists",    "foreign", "from",    "full",   "group",    "having", "in",         "index",
        "inner",         "insert",    "into",    "is",      "isnull", "join",     "left",   "limit",      "natural",
        "not",           "nothing",   "notnull", "null",    "on",     "or",       "order",  "outer",      "primary",
        "references",    "returning", "right",   "select",  "set",    "table",    "then",   "to",         "transaction",
        "union",         "unique",    "update",  "using",   "values", "when",     "where",  "constraint", "deferrable",
        "autoincrement", "intersect"};
    return plain_word(name) && !reserved.contains(model::in_lower_case(name)) ? name : model::sql_name(name);
}

std::string rest_of_rows(plan::Plan const &plan, model::KeyColumn const &column)
{
    std::string text;
    auto const add = [&](auto const &name, auto const &entry) {
        if (name.table == column.table && name.column == column.column && !entry.when.empty() && entry.path.empty() &&
            entry.regex.empty()) {
            text += (text.empty() ? "(" : " AND (") + entry.when + ") IS NOT TRUE";
        }
    };
    for (auto const &reference : plan.references) {
        add(reference.from, reference);
    }
    for (auto const &waived : plan.waived) {
        add(waived.column, waived);
    }
    return text.empty() ? "…" : text;
}

std::string commented(std::string const &lines)
{
    std::string text = "# ";
    for (char const c : lines) {
        text += c == '\n' ? "\n# " : std::string(1, c);
    }
    return text;
}

std::string one_of(std::span<std::string const> entries)
{
    std::string text = "# One of these:";
    for (std::size_t i = 0; i < entries.size(); ++i) {
        text += (i == 0 ? "\n" : "\n# or\n") + commented(entries[i]);
    }
    return text;
}

std::string in_plan(model::Schema const &schema, std::string const &label, std::string const &column)
{
    auto const *const table = model::find_table(schema, label);
    auto const several = table != nullptr && table->label != table->name;
    return quoted_name(several ? table->schema : "", table == nullptr ? label : table->name, column);
}

std::string rivals_in_words(std::span<model::KeyColumn const> rivals)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(rivals.size(), most_rivals); ++i) {
        text += (i == 0 ? "; they may be ids of " : ", ") + rivals[i].table;
    }
    return rivals.size() <= most_rivals ? text
                                        : text + " and " + std::to_string(rivals.size() - most_rivals) + " more tables";
}

std::string none_in_words(std::int64_t count, std::string const &are)
{
    return count == 0 ? "" : "; " + std::to_string(count) + (count == 1 ? " other is " : " others are ") + are;
}

std::string condition_of_kind(Suspect const &suspect, std::string const &kind, std::string const &is_stored)
{
    auto const column = in_condition(suspect.kind_column);
    auto const is = " = " + model::sql_literal(kind);
    auto const &kinds = suspect.kinds;
    if (kinds.table.empty()) {
        return column + is_stored;
    }
    std::string name;
    for (auto const &part : kinds.names) {
        name += (name.empty() ? "" : " || '.' || ") + in_condition(part);
    }
    return column + " IN (SELECT " + in_condition(kinds.id) + " FROM " + in_condition(kinds.table) + " WHERE " + name +
           is + ")";
}

std::string entries_of_kinds(model::Schema const &schema, Suspect const &suspect, Counts const &counts,
                             KindTables const &kinds)
{
    auto const counted = kinds_of(counts);
    auto const &column = *model::find_column(*model::find_table(schema, suspect.table), suspect.kind_column);
    auto const entry = [&](std::string const &kind, model::KeyColumn const &to) {
        auto const is = suspect.kinds.table.empty() ? is_of_kind(counted.at(kind), kind, schema.engine, column.type)
                                                    : " = " + model::sql_literal(kind);
        return "[[reference]]\ncolumn = " + in_plan(schema, suspect.table, suspect.column) +
               "\nto = " + in_plan(schema, to.table, to.column) +
               "\nwhen = " + plan::toml_text(condition_of_kind(suspect, kind, is));
    };
    std::string result;
    for (auto const &[kind, to] : kinds.tables) {
        std::vector<std::string> entries{entry(kind, to)};
        for (auto const &[other, rival] : kinds.rivals) {
            if (other == kind && entries.size() <= most_rivals) {
                entries.push_back(entry(kind, rival));
            }
        }
        result += (result.empty() ? "" : "\n") + (entries.size() == 1 ? entries[0] : one_of(entries));
    }
    return result;
}

} // namespace tributary::undeclared
