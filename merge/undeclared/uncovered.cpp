#include "merge/mapping/users.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/references/references.hpp"
#include "merge/undeclared/inside.hpp"
#include "merge/undeclared/judgement.hpp"
#include "merge/undeclared/kinds.hpp"
#include "merge/undeclared/proposal.hpp"
#include "merge/undeclared/suspects.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

namespace tributary::undeclared {
namespace {

using Looks = Suspect::Looks;

// ---- one column over all sources -------------------------------------------------------------------

/// Kinds that are numbers of a table that cannot be seen: only the application can say which of them are users.
bool is_of_any_table(Suspect const &suspect)
{
    return suspect.kinds.table.empty() && suspect.kind_column.find("content_type") != std::string::npos;
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
        if (!tally.kinds.empty()) {
            add_kinds(suspect, tally);
        }
        m_all.emplace_back(&suspect, tally);
    }

    std::optional<model::UncoveredColumn> finding()
    {
        settle_looks();
        for (auto &[suspect, tally] : m_all) {
            keep_what_counts(tally);
        }
        choose_target();
        Counted counted;
        for (auto const &[suspect, tally] : m_all) {
            counted.values += tally.values;
            counted.hits += hits(tally);
            counted.distinct = std::max(counted.distinct, tally.distinct);
            counted.scattered = counted.scattered || tally.scattered;
            counted.ones += tally.ones;
            auto const accident = tally.by_accident.find(m_target.to);
            counted.by_accident *= accident == tally.by_accident.end() ? 1 : accident->second;
            counted.as_many = counted.as_many || tally.as_many.contains(m_target.to);
            m_none += tally.none;
            if (tally.values > 0) {
                m_shares.push_back({m_sources[suspect->source].name, tally.values, hits(tally)});
            }
        }
        auto const of_users = std::any_of(
            m_all.begin(), m_all.end(), [&](auto const &one) { return is_of_users(*one.first, m_looks, one.second); });
        if (m_kinds.empty() && !of_users && !is_suspicious(m_first, m_looks, m_target, counted)) {
            return std::nullopt;
        }
        model::UncoveredColumn result;
        result.table = m_first.table;
        result.column = m_first.column;
        result.what = phrase();
        result.shares = m_shares;
        result.evidence = evidence(result.what);
        result.reference = references(counted.hits == 0 && counted.values > 0);
        result.waive = "[[waive]]\ncolumn = " + in_plan(m_schema, m_first.table, m_first.column) +
                       (in_some_rows() ? "\nwhen = \"…\"" : "") + "\nreason = \"…\"";
        result.likely = m_looks == Looks::kind_and_id || counted.hits * 2 >= counted.values;
        result.certain =
            (m_looks != Looks::kind_and_id || m_kinds_are_named) && is_certain(m_first, m_looks, m_target, counted);
        result.harmless = counted.values == 0 || !m_target.shifted;
        return result;
    }

private:
    bool of_own_row() const { return m_first.table == m_users.table->label; }
    bool of_other_table() const
    {
        return m_looks == Looks::id_of_table || (m_looks == Looks::list && !m_first.by_role);
    }
    bool of_unknown_table() const
    {
        return m_looks == Looks::id_of_any || m_looks == Looks::key_of_row || m_looks == Looks::number ||
               m_looks == Looks::doer || m_looks == Looks::in_other_rows;
    }

    /// Another column says of which kind each row is, and no entry may be for all of them.
    bool in_some_rows() const
    {
        auto const beside_kind = !m_first.kind_column.empty() && !m_first.loose_pair && m_looks != Looks::kind_and_id &&
                                 !m_first.unmistakable;
        return m_first.partly || beside_kind;
    }

    std::int64_t hits(Tally const &tally) const
    {
        if (m_target.users) {
            return m_target.by_name ? tally.names : tally.ids;
        }
        auto const found = tally.others.find(m_target.to);
        return found == tally.others.end() ? 0 : found->second;
    }

    void choose_target()
    {
        std::int64_t ids = 0;
        std::int64_t names = 0;
        std::map<model::KeyColumn, std::int64_t> others;
        for (auto const &[suspect, tally] : m_all) {
            ids += tally.ids;
            names += tally.names;
            for (auto const &[table, table_hits] : tally.others) {
                others[table] += table_hits;
            }
        }
        m_target.by_name = (names > ids || (ids == 0 && (m_looks == Looks::name || m_looks == Looks::copy_of_name))) &&
                           !of_unknown_table();
        m_target.to = {m_users.table->label, m_target.by_name ? m_plan.users.name : m_users.id};
        auto const of_users = m_target.to;
        auto best = of_other_table() && !m_first.of_tables.empty() ? std::int64_t{-1} : ids;
        for (auto const &named : m_first.of_tables) { // of those that are equal the likeliest
            if (of_other_table() && others[named.to] > best) {
                best = others[named.to];
                m_target = {named.to, false, false, named.whole, named.shifted};
            }
        }
        for (auto const &[table, table_hits] : others) {
            if (of_unknown_table() && (table_hits > best || (table_hits == best && fits_better(table, m_target.to)))) {
                best = table_hits;
                m_target = {table, false, false, true, true};
            }
        }
        if (m_looks != Looks::doer && (of_unknown_table() || of_other_table())) {
            others[of_users] = of_unknown_table() ? ids : 0;
            find_rivals(others);
        }
    }

    /// True if it says more that all values are ids of this table than that they are ids of the other: it has as many,
    /// or fewer of the numbers between them.
    bool fits_better(model::KeyColumn const &table, model::KeyColumn const &other) const
    {
        auto const fit = [&](model::KeyColumn const &key) {
            bool as_many = false;
            double accident = 1;
            for (auto const &[suspect, tally] : m_all) {
                auto const found = tally.by_accident.find(key);
                as_many = as_many || tally.as_many.contains(key);
                accident *= found == tally.by_accident.end() ? 1 : found->second;
            }
            return std::pair(!as_many, accident);
        };
        return fit(table) < fit(other);
    }

    /// Other tables whose ids nearly all values are as well.
    void find_rivals(std::map<model::KeyColumn, std::int64_t> const &candidates)
    {
        std::int64_t values = 0;
        for (auto const &[suspect, tally] : m_all) {
            values += tally.values;
        }
        for (auto const &[table, table_hits] : candidates) {
            if (table != m_target.to && values > 0 && table_hits * 10 >= values * 9) {
                m_rivals.push_back(table.table);
            }
        }
        m_target.has_rival = !m_rivals.empty();
    }

    void add_kinds(Suspect const &suspect, Tally const &tally)
    {
        auto const &schema = m_sources[suspect.source].schema;
        std::vector<std::string> tables;
        for (auto const &table : schema.tables) { // `Node` of current_nodes, where nodes has no number of its own
            if (table.label == m_plan.users.table || !number_of(schema, table.label).empty()) {
                tables.push_back(table.label);
            }
        }
        for (auto const &[kind, of] : tally.kinds) {
            auto const table = table_of_kind(kind, tables, m_plan.users.table);
            auto const id = table == m_plan.users.table ? m_users.id : number_of(schema, table);
            if (!id.empty()) {
                m_kinds[kind] = {table, id};
            }
        }
    }

    /// Beside `user_id`, `user_type` may hold a category of user. Where no kind names a table, the pair means nothing.
    void settle_looks()
    {
        m_looks = m_first.looks;
        if (m_looks != Looks::kind_and_id) {
            return;
        }
        m_kinds_are_named = !m_kinds.empty() && !m_first.loose_pair;
        if (m_first.loose_pair) {
            auto const counted = kinds_of(m_all);
            std::erase_if(m_kinds, [&](auto const &kind) {
                return !holds_ids(counted, kind.first, {kind.second.table, kind.second.id});
            });
        } else if (m_kinds.empty()) {
            for (auto const &[kind, table] : kinds_by_values(m_all)) {
                m_kinds[kind] = {table.table, table.column};
            }
        }
        if (m_kinds.empty()) {
            m_looks = m_first.partly                                 ? Looks::in_other_rows
                      : is_of_any_table(m_first)                     ? Looks::id_by_name
                      : m_first.otherwise                            ? *m_first.otherwise
                      : m_first.by_role || m_first.type == "integer" ? Looks::id_by_name
                                                                     : Looks::id_by_value;
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
        } else if (m_first.looks == Looks::kind_and_id && !m_first.otherwise && !m_first.by_role &&
                   m_first.type == "integer" && !is_of_any_table(m_first) && !m_first.partly) {
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

    std::string phrase() const
    {
        auto const what = std::string(m_target.by_name ? "name" : "id");
        switch (m_looks) {
        case Looks::id_by_name:
        case Looks::name: return m_first.type + " column named like a user's " + what;
        case Looks::id_by_column:
            return m_first.type + " column named like one that refers to users (" + m_first.like + ")";
        case Looks::id_by_value: return m_first.type + " column that holds ids of users";
        case Looks::list:
            return m_first.type + (m_first.by_role || !m_target.users ? " column named like ids of " + target_name()
                                                                      : " column that holds ids of users");
        case Looks::kind_and_id: {
            std::string kinds;
            for (auto const &[kind, of] : m_kinds) {
                kinds += (kinds.empty() ? "" : ", ") + kind;
            }
            return "id of rows whose kind is in \"" + m_first.kind_column + "\" (" + kinds + ")";
        }
        case Looks::copy_of_name:
            return m_first.type + (of_own_row() ? " column that is the user's own name"
                                                : " column that is the name of the user in \"" + m_first.beside + "\"");
        case Looks::in_other_rows: return m_first.type + " column in rows in which no entry's `when` holds";
        case Looks::inside: return {}; // found_inside() judges these
        case Looks::id_of_table: return m_first.type + " column named like an id of " + target_name();
        case Looks::id_of_any: return m_first.type + " column named like an id";
        case Looks::key_of_row: return "primary key that may be the id of another row";
        case Looks::number: return m_first.type + " column of numbers that are ids, and of none that is not";
        case Looks::doer: return m_first.type + " column named after somebody who does something";
        case Looks::text_by_value:
            return m_first.type + " column that holds " + (m_target.by_name ? "names" : "numbers");
        }
        return {};
    }

    std::string target_name() const { return m_target.users ? "users" : m_target.to.table; }

    std::string evidence(std::string const &what) const
    {
        auto const noun = std::string(m_looks == Looks::list ? "elements" : "values");
        auto const are = m_looks == Looks::copy_of_name  ? std::string(" are that name")
                         : m_looks == Looks::kind_and_id ? " are of a kind that is merged"
                         : m_target.by_name              ? " are names of users"
                                                         : " are ids of " + target_name();
        auto text = what + ": " + shares_in_words(m_shares, noun + are);
        text += m_shares.empty() ? "no row has a value in it yet" : "";
        constexpr std::size_t most_rivals = 5;
        for (std::size_t i = 0; i < std::min(m_rivals.size(), most_rivals); ++i) {
            text += (i == 0 ? "; they may be ids of " : ", ") + m_rivals[i];
        }
        if (m_rivals.size() > most_rivals) {
            text += " and " + std::to_string(m_rivals.size() - most_rivals) + " more tables";
        }
        text += m_none == 0 ? ""
                            : "; " + std::to_string(m_none) + (m_none == 1 ? " other is" : " others are") +
                                  (m_first.type == "integer" ? " 0 or less" : " empty");
        std::set<std::string> known;
        for (auto const &[kind, of] : m_kinds) {
            known.insert(kind);
        }
        return text + (m_looks == Looks::kind_and_id ? unknown_kinds(m_all, known) : "");
    }

    /// `dangles`: no value is an id of a row that is there.
    std::string references(bool dangles) const
    {
        auto const from = "[[reference]]\ncolumn = " + in_plan(m_schema, m_first.table, m_first.column) + "\nto = ";
        if (m_looks == Looks::kind_and_id) {
            std::string all;
            for (auto const &[kind, of] : m_kinds) {
                all += (all.empty() ? "" : "\n") + from + in_plan(m_schema, of.table, of.id) +
                       "\nwhen = " + plan::toml_text(condition_of_kind(m_first, kind));
            }
            return all;
        }
        if (m_looks == Looks::copy_of_name && of_own_row()) {
            return "[users]\nfollows = { " + plan::toml_key(m_first.column) + " = " +
                   plan::toml_text("lower(" + in_condition(m_plan.users.name) + ")") + " }";
        }
        auto const way = m_looks == Looks::list ? "\narray = true" : "";
        return from + in_plan(m_schema, m_target.to.table, m_target.to.column) + way +
               (in_some_rows() ? "\nwhen = \"…\""
                : dangles      ? "\ndangling = \"keep\""
                               : "");
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
    Counts m_all;
    Target m_target;
    bool m_kinds_are_named = false;    ///< else only the values say which tables the kinds mean
    std::vector<std::string> m_rivals; ///< tables
    std::int64_t m_none = 0;
    std::vector<model::Share> m_shares;
    std::map<std::string, Kind> m_kinds; ///< those that mean the rows of a table
};

} // namespace

std::vector<model::UncoveredColumn> uncovered(plan::Plan const &plan, std::span<CoverageSource const> sources,
                                              std::span<Suspect const> suspects, std::span<Tally const> tallies)
{
    std::map<std::pair<references::KeyColumn, bool>, Finding>
        by_column; // true: by the values of a text, whatever else it looks like
    for (std::size_t i = 0; i < suspects.size(); ++i) {
        auto const &suspect = suspects[i];
        if (suspect.looks == Looks::inside) {
            continue;
        }
        auto const found = by_column
                               .try_emplace({{suspect.table, suspect.column}, suspect.looks == Looks::text_by_value},
                                            plan, sources, suspect)
                               .first;
        found->second.add(suspect, tallies[i]);
    }
    std::vector<model::UncoveredColumn> result;
    for (auto &[column, finding] : by_column) {
        if (auto found = finding.finding()) {
            auto const twice =
                !result.empty() && result.back().table == found->table && result.back().column == found->column;
            if (!twice) {
                result.push_back(std::move(*found));
            }
        }
    }
    auto inside = found_inside(plan, sources, suspects, tallies);
    std::move(inside.begin(), inside.end(), std::back_inserter(result));
    std::stable_sort(result.begin(), result.end(), [](auto const &a, auto const &b) {
        return std::tie(a.table, a.column) < std::tie(b.table, b.column);
    });
    return result;
}

} // namespace tributary::undeclared
