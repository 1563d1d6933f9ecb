#include "merge/mapping/users.hpp"
#include "merge/model/characters.hpp"
#include "merge/references/references.hpp"
#include "merge/undeclared/suspects.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <cctype>
#include <set>

namespace tributary::undeclared {
namespace {

using Looks = Suspect::Looks;

// ---- how it is written -----------------------------------------------------------------------------

/// A TOML string.
std::string in_toml(std::string const &text)
{
    auto const plain = std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    if (plain && text.find_first_of("\"\\") == std::string::npos) {
        return '"' + text + '"';
    }
    if (plain && text.find('\'') == std::string::npos) {
        return '\'' + text + '\'';
    }
    constexpr char const *digits = "0123456789abcdef";
    std::string escaped = "\"";
    for (char const c : text) {
        if (auto const code = static_cast<unsigned char>(c); code < 0x20 || code == 0x7f) {
            escaped += std::string("\\u00") + digits[code / 16] + digits[code % 16];
        } else {
            escaped += (c == '"' || c == '\\' ? "\\" : "") + std::string(1, c);
        }
    }
    return escaped + '"';
}

bool plain_word(std::string const &name)
{
    return !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
           std::all_of(name.begin(), name.end(), model::is_name_character);
}

/// As a condition of the plan says it: what SQLite reserves, in quotes (its page "SQLite Keywords").
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
    auto lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
    return plain_word(name) && !reserved.contains(lower) ? name : model::sql_name(name);
}

/// `table.column` as the plan says it, in TOML.
std::string in_plan(std::string const &schema, std::string const &table, std::string const &column)
{
    auto const part = [](std::string const &name) {
        return name.find_first_of(".\"") == std::string::npos ? name : model::sql_name(name);
    };
    auto const prefix = schema.empty() ? "" : part(schema) + ".";
    return in_toml(prefix + part(table) + "." + part(column));
}

/// A table's label is its name, or schema.name where several schemas are read.
std::string in_plan(model::Schema const &schema, std::string const &label, std::string const &column)
{
    auto const *const table = model::find_table(schema, label);
    auto const several = table != nullptr && table->label != table->name;
    return in_plan(several ? table->schema : "", table == nullptr ? label : table->name, column);
}

std::string percent(std::int64_t known, std::int64_t values)
{
    auto const share =
        values == 0 ? 0 : static_cast<int>(100.0 * static_cast<double>(known) / static_cast<double>(values));
    return std::to_string(share) + " %";
}

// ---- one column over all sources -------------------------------------------------------------------

/// Kinds that are numbers of a table that cannot be seen: only the application can say which of them are users.
bool is_of_any_table(Suspect const &suspect)
{
    return suspect.kinds.table.empty() && suspect.kind_column.find("content_type") != std::string::npos;
}

bool guilty(Suspect const &suspect, Looks looks, Tally const &tally)
{
    if (tally.values == 0 || (suspect.may_be_flag && tally.only_flags && looks != Looks::name)) {
        return false;
    }
    switch (looks) {
    case Looks::id_by_name: return suspect.unmistakable || tally.ids > 0;
    case Looks::name: return suspect.unmistakable || tally.names > 0 || tally.ids > 0;
    case Looks::list:
    case Looks::id_by_column: return tally.ids > 0 || tally.names > 0;
    case Looks::id_by_value:
    case Looks::kind_and_id: return tally.ids > 0;
    }
    return false;
}

class Finding {
public:
    Finding(plan::Plan const &plan, std::span<CoverageSource const> sources, Suspect const &first)
        : m_plan(plan), m_sources(sources), m_first(first), m_schema(sources[first.source].schema),
          m_users(mapping::users_table(plan, sources[first.source].name, m_schema))
    {
    }

    void add(Suspect const &suspect, Tally const &tally)
    {
        for (auto const &[kind, of] : tally.kinds) {
            add_kind(suspect, kind);
        }
        m_all.emplace_back(&suspect, tally);
    }

    std::optional<model::UncoveredColumn> finding()
    {
        settle_looks();
        bool found = false;
        std::int64_t values = 0;
        std::int64_t ids = 0;
        std::int64_t names = 0;
        for (auto &[suspect, tally] : m_all) {
            keep_what_counts(tally);
            found = found || guilty(*suspect, m_looks, tally);
            values += tally.values;
            ids += tally.ids;
            names += tally.names;
        }
        if (!found && m_kinds.empty()) {
            return std::nullopt;
        }
        auto const by_name = names > ids || (ids == 0 && m_looks == Looks::name);
        for (auto const &[suspect, tally] : m_all) {
            if (tally.values > 0) {
                m_shares.push_back({m_sources[suspect->source].name, tally.values, by_name ? tally.names : tally.ids});
            }
        }
        model::UncoveredColumn result;
        result.table = m_first.table;
        result.column = m_first.column;
        result.what = phrase(by_name);
        result.shares = m_shares;
        result.evidence = evidence(result.what, by_name);
        result.reference = references(by_name);
        result.waive = "[[waive]]\ncolumn = " + in_plan(m_schema, m_first.table, m_first.column) + "\nreason = \"…\"";
        result.likely = m_looks == Looks::kind_and_id || (by_name ? names : ids) * 2 >= values;
        return result;
    }

private:
    void add_kind(Suspect const &suspect, std::string const &kind)
    {
        auto const &schema = m_sources[suspect.source].schema;
        std::vector<std::string> tables;
        for (auto const &table : schema.tables) {
            tables.push_back(table.label);
        }
        auto const table = table_of_kind(kind, tables, m_plan.users.table);
        auto const id = table == m_plan.users.table ? m_users.id : number_of(schema, table);
        if (!id.empty()) {
            m_kinds[kind] = {table, id};
        }
    }

    /// Beside `user_id`, `user_type` may hold a category of user. Where no kind names a table, the pair means nothing.
    void settle_looks()
    {
        m_looks = m_first.looks;
        if (m_looks == Looks::kind_and_id && m_kinds.empty()) {
            m_looks = m_first.by_role || m_first.type == "integer" ? Looks::id_by_name : Looks::id_by_value;
        }
    }

    /// Of an id beside a kind the question is not whose ids they are, but how many are of kinds that are merged.
    void keep_what_counts(Tally &tally) const
    {
        if (m_looks == Looks::kind_and_id) {
            tally.ids = 0;
            tally.names = 0;
            for (auto const &[kind, of] : tally.kinds) {
                tally.ids += m_kinds.contains(kind) ? of.values : 0;
            }
        } else if (m_first.partly || (m_first.looks == Looks::kind_and_id && !m_first.by_role &&
                                      m_first.type == "integer" && !is_of_any_table(m_first))) {
            tally.values = 0; // a number like any other
        }
    }

    /// The only column of a table's primary key, if its numbers are shifted.
    static std::string number_of(model::Schema const &schema, std::string const &label)
    {
        auto const *const table = label.empty() ? nullptr : model::find_table(schema, label);
        auto const *const primary = table == nullptr ? nullptr : model::primary_key(*table);
        if (primary == nullptr || primary->columns.size() != 1) {
            return {};
        }
        auto const *const column = model::find_column(*table, primary->columns.front());
        return references::is_numbered(*table, *column) ? column->name : std::string();
    }

    std::string phrase(bool by_name) const
    {
        auto const what = std::string(by_name ? "name" : "id");
        switch (m_looks) {
        case Looks::id_by_name:
        case Looks::name: return m_first.type + " column named like a user's " + what;
        case Looks::id_by_column:
            return m_first.type + " column named like one that refers to users (" + m_first.like + ")";
        case Looks::id_by_value: return m_first.type + " column that holds ids of users";
        case Looks::list:
            return m_first.type +
                   (m_first.by_role ? " column named like ids of users" : " column that holds ids of users");
        case Looks::kind_and_id: {
            std::string kinds;
            for (auto const &[kind, of] : m_kinds) {
                kinds += (kinds.empty() ? "" : ", ") + kind;
            }
            return "id of rows whose kind is in \"" + m_first.kind_column + "\" (" + kinds + ")";
        }
        }
        return {};
    }

    std::string evidence(std::string const &what, bool by_name) const
    {
        std::string text = what + ": ";
        for (std::size_t i = 0; i < m_shares.size(); ++i) {
            auto const &share = m_shares[i];
            auto const noun = m_looks == Looks::list ? "elements" : "values";
            text += i == 0 ? "" : ", ";
            text += std::to_string(share.known) + " of " + std::to_string(share.values);
            auto const are = m_looks == Looks::kind_and_id ? " are of a kind that is merged"
                             : by_name                     ? " are names of users"
                                                           : " are ids of users";
            text += i > 0 ? "" : std::string(" ") + noun + are;
            text += " (" + percent(share.known, share.values) + ") in " + share.source;
        }
        return text + other_kinds();
    }

    /// Kinds that name no known table: the operator may know one.
    std::string other_kinds() const
    {
        constexpr std::size_t most = 5;
        std::set<std::string> others;
        for (auto const &[suspect, tally] : m_all) {
            for (auto const &[kind, of] : tally.kinds) {
                if (m_looks == Looks::kind_and_id && of.values > 0 && !m_kinds.contains(kind)) {
                    others.insert(kind);
                }
            }
        }
        std::string text;
        std::size_t shown = 0;
        for (auto const &kind : others) {
            text += shown == 0 ? "; unknown kinds: " : shown < most ? ", " : "";
            text += shown < most ? kind : shown == most ? " and others" : "";
            ++shown;
        }
        return text;
    }

    std::string references(bool by_name) const
    {
        auto const from = "[[reference]]\ncolumn = " + in_plan(m_schema, m_first.table, m_first.column) + "\nto = ";
        if (m_looks == Looks::kind_and_id) {
            std::string all;
            for (auto const &[kind, of] : m_kinds) {
                all += (all.empty() ? "" : "\n") + from + in_plan(m_schema, of.table, of.id) +
                       "\nwhen = " + in_toml(condition(kind));
            }
            return all;
        }
        auto const to = in_plan(m_schema, m_users.table->label, by_name ? m_plan.users.name : m_users.id);
        auto const way = m_looks != Looks::list ? "" : m_first.json ? "\npath = \"$[*]\"" : "\narray = true";
        return from + to + way;
    }

    std::string condition(std::string const &kind) const
    {
        auto const column = in_condition(m_first.kind_column);
        auto const is = " = " + model::sql_literal(kind);
        auto const &kinds = m_first.kinds;
        if (kinds.table.empty()) {
            return column + is;
        }
        std::string name;
        for (auto const &part : kinds.names) {
            name += (name.empty() ? "" : " || '.' || ") + in_condition(part);
        }
        return column + " IN (SELECT " + in_condition(kinds.id) + " FROM " + in_condition(kinds.table) + " WHERE " +
               name + is + ")";
    }

    struct Kind {
        std::string table;
        std::string id;
    };

    plan::Plan const &m_plan;
    std::span<CoverageSource const> m_sources;
    Suspect const &m_first;
    model::Schema const &m_schema;
    mapping::UsersTable m_users;
    Looks m_looks = Looks::id_by_name;
    std::vector<std::pair<Suspect const *, Tally>> m_all;
    std::vector<model::Share> m_shares;
    std::map<std::string, Kind> m_kinds; ///< those that mean the rows of a table
};

} // namespace

std::vector<model::UncoveredColumn> uncovered(plan::Plan const &plan, std::span<CoverageSource const> sources,
                                              std::span<Suspect const> suspects, std::span<Tally const> tallies)
{
    std::map<references::KeyColumn, Finding> by_column;
    for (std::size_t i = 0; i < suspects.size(); ++i) {
        auto const &suspect = suspects[i];
        auto const found =
            by_column.try_emplace(references::KeyColumn{suspect.table, suspect.column}, plan, sources, suspect).first;
        found->second.add(suspect, tallies[i]);
    }
    std::vector<model::UncoveredColumn> result;
    for (auto &[column, finding] : by_column) {
        if (auto found = finding.finding()) {
            result.push_back(std::move(*found));
        }
    }
    return result;
}

} // namespace tributary::undeclared
