#include "merge/undeclared/column_finding.hpp"

#include "merge/mapping/users.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/references/references.hpp"
#include "merge/undeclared/copied_names.hpp"
#include "merge/undeclared/elsewhere.hpp"
#include "merge/undeclared/judgement.hpp"
#include "merge/undeclared/kind_pairs.hpp"
#include "merge/undeclared/kinds.hpp"
#include "merge/undeclared/phrase.hpp"
#include "merge/undeclared/proposal.hpp"
#include "merge/undeclared/role_kinds.hpp"
#include "merge/undeclared/split_by_kind.hpp"
#include "merge/undeclared/target_choice.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

namespace tributary::undeclared {
namespace {

using Looks = Suspect::Looks;

/// Kinds that are numbers of a table that cannot be seen: only the application can say which of them are users.
bool is_of_any_table(Suspect const &suspect)
{
    return suspect.kinds.table.empty() && suspect.kind_column.find("content_type") != std::string::npos;
}

} // namespace

class ColumnFinding::Work {
public:
    /// `pair` says by its values of which kinds the values are; without a column: none does.
    Work(plan::Plan const &plan, std::span<CoverageSource const> sources, Suspect const &first, KindPair pair)
        : m_plan(plan), m_sources(sources), m_first(paired(first, pair.kind_column)),
          m_schema(sources[first.source].schema),
          m_users(mapping::users_table(plan, sources[first.source].name, m_schema)), m_known(std::move(pair.known))
    {
    }

    /// Copies of names that no reference can hold.
    bool is_folded() const { return m_looks == Looks::copy_of_name && are_folded(m_all); }

    void add(Suspect const &suspect, Tally const &tally) { m_all.emplace_back(&suspect, tally); }

    std::optional<model::UncoveredColumn> finding()
    {
        if (m_first.loose_pair) {
            m_all = with_kinds(std::move(m_all), m_first.kind_column);
        }
        find_kinds();
        auto counted = settle();
        auto const of_users = std::any_of(
            m_all.begin(), m_all.end(), [&](auto const &one) { return is_of_users(*one.first, m_looks, one.second); });
        auto const itself = m_target.to == model::KeyColumn{m_first.table, m_first.column};
        auto const guilty = of_users || m_elsewhere || is_suspicious(m_first, m_looks, m_target, counted);
        if (m_known.tables.empty() && (!guilty || itself)) {
            return std::nullopt;
        }
        if (auto split = may_be_split() ? split_by_kind(m_all, m_target, counted, users_id()) : std::nullopt) {
            counted = split_into(std::move(*split), counted);
        }
        count_shares();
        model::UncoveredColumn result;
        result.table = m_first.table;
        result.column = m_first.column;
        result.what = m_looks == Looks::copy_of_name ? copies_in_words(m_first, m_users, m_all)
                                                     : phrase(m_first, m_looks, m_target, kinds());
        result.shares = m_shares;
        result.evidence = evidence(result.what);
        result.waive = "[[waive]]\ncolumn = " + in_plan(m_schema, m_first.table, m_first.column) + in_those_rows() +
                       "\nreason = \"…\"";
        auto const share = m_first.partly ? 9 : 5; // an entry for the rest is one for what nothing says
        result.likely =
            is_by_kind() || m_elsewhere || counted.hits * 10 >= counted.values * share || are_of_deleted_rows(counted);
        result.certain = m_elsewhere ? m_elsewhere->certain
                                     : (!is_by_kind() || m_kinds_are_named) && !m_is_split &&
                                           is_certain(m_first, m_looks, m_target, counted);
        result.reference = proposal(counted, result.certain);
        result.harmless = counted.values == 0 || !m_target.shifted;
        return result;
    }

private:
    model::KeyColumn users_id() const { return {m_users.table->label, m_users.id}; }

    /// What the column is taken for, and what it refers to then.
    Counted settle()
    {
        settle_looks();
        for (auto &[suspect, tally] : m_all) {
            keep_what_counts(tally);
        }
        auto choice = choose_target(m_first, m_looks, m_all, users_id(), m_plan.users.name);
        m_target = std::move(choice.target);
        m_target.is_referred_to = m_target.users || is_referred_to(m_target.to.table);
        m_rivals = std::move(choice.rivals);
        auto const counted = counted_of(m_target, m_all);
        m_elsewhere = is_by_kind() || in_some_rows()
                          ? std::nullopt
                          : ids_elsewhere(m_first, m_looks, m_all, m_target, counted, users_id(),
                                          static_cast<std::uint32_t>(m_sources.size()));
        return counted;
    }

    void count_shares()
    {
        for (auto const &[suspect, tally] : m_all) {
            m_none += tally.none;
            if (tally.values > 0) {
                m_shares.push_back(
                    {m_sources[suspect->source].name, tally.values,
                     m_elsewhere ? hits_elsewhere(*m_elsewhere, *suspect, tally) : hits_of(m_target, tally)});
            }
        }
    }

    /// True if only its values say to what it refers, or its name says something that other things may be too.
    bool may_be_split() const
    {
        return !is_by_kind() && !m_elsewhere && !m_target.by_name && !m_first.unmistakable &&
               m_looks != Looks::copy_of_name && m_looks != Looks::list && m_looks != Looks::name;
    }

    /// Its values are judged by the kinds from now on.
    Counted split_into(SplitByKind split, Counted const &counted)
    {
        if (split.may_be_one_table) {
            m_one_table = references(counted.hits == 0 && counted.values > 0);
        }
        m_is_split = true;
        m_first = paired(m_first, split.kind_column);
        m_all = with_kinds(std::move(m_all), split.kind_column);
        m_known = std::move(split.kinds);
        if (!m_one_table.empty()) { // an alternative has no alternatives of its own
            m_known.rivals.clear();
        }
        return settle();
    }

    /// Its values mean different rows, as another column says.
    bool is_by_kind() const { return m_looks == Looks::kind_and_id || m_looks == Looks::value_of_key; }
    /// Another column says of which kind each row is, and no entry may be for all of them.
    bool in_some_rows() const
    {
        return m_first.partly ||
               (!m_first.kind_column.empty() && !m_first.loose_pair && !is_by_kind() && !m_first.unmistakable);
    }

    std::string in_those_rows() const
    {
        return in_some_rows() ? "\nwhen = " + plan::toml_text(rest_of_rows(m_plan, {m_first.table, m_first.column}))
                              : std::string();
    }

    static Suspect paired(Suspect suspect, std::string const &kind_column)
    {
        if (!kind_column.empty()) {
            suspect.kind_column = kind_column;
            suspect.loose_pair = true;
            suspect.otherwise = suspect.looks;
            suspect.looks = Looks::kind_and_id;
        }
        return suspect;
    }

    bool is_referred_to(std::string const &table) const
    {
        return std::any_of(m_schema.tables.begin(), m_schema.tables.end(), [&](auto const &other) {
            return std::any_of(other.foreign_keys.begin(), other.foreign_keys.end(),
                               [&](auto const &key) { return key.table == table && other.label != m_first.table; });
        });
    }

    /// The kinds that mean the rows of a table: by their names, or by their values where no name does.
    void find_kinds()
    {
        if (!m_known.tables.empty()) {
            return;
        }
        auto const counted = kinds_of(m_all);
        if (m_first.looks == Looks::value_of_key) {
            m_known = keys_that_refer(m_all);
            return;
        }
        for (auto const &[suspect, tally] : m_all) {
            for (auto const &[kind, of] : tally.kinds) {
                auto const table = table_of_kind_with_number(m_plan, m_sources[suspect->source].schema, kind);
                if (table && (!m_first.loose_pair || holds_ids(counted, kind, *table))) {
                    m_known.tables[kind] = *table;
                }
            }
        }
        m_kinds_are_named = !m_known.tables.empty() && !m_first.loose_pair;
        if (m_first.loose_pair && !m_known.tables.empty()) {
            if (auto more = kinds_by_use(m_all, users_id(), m_known.tables); !more.tables.empty()) {
                m_known = std::move(more);
            }
        }
        if (m_known.tables.empty() && m_first.looks == Looks::kind_and_id) {
            m_known.tables = kinds_by_values(m_all, users_id());
        }
    }

    /// Beside `user_id`, `user_type` may hold a category of user. Where no kind names a table, the pair means nothing.
    void settle_looks()
    {
        m_looks = m_first.looks;
        if (m_looks != Looks::kind_and_id) {
            return;
        }
        if (m_known.tables.empty()) {
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
        if (is_by_kind()) {
            tally.ids = 0;
            tally.names = 0;
            for (auto const &[kind, of] : tally.kinds) {
                tally.ids += m_known.tables.contains(kind) ? of.values : 0;
            }
            tally.values = m_looks == Looks::value_of_key ? tally.ids : tally.values;
        } else if (m_first.looks == Looks::kind_and_id && !m_first.otherwise && !m_first.by_role &&
                   m_first.type == "integer" && !is_of_any_table(m_first) && !m_first.partly) {
            tally.values = 0; // a number like any other
        }
    }

    /// Not one is an id, but they lie between the ids of the table after which the column is named: post_id of
    /// deleted_posts.
    bool are_of_deleted_rows(Counted const &counted) const
    {
        return m_looks == Looks::id_of_table && m_target.whole && counted.hits == 0 && counted.by_accident > 0 &&
               counted.all_distinct >= least_different_ids;
    }

    /// Beside a kind that may mean nothing.
    bool may_all_be_users() const
    {
        return is_by_kind() && is_of_role(m_first) && fit_users(kinds_of(m_all), users_id());
    }

    std::string source_name() const { return m_elsewhere ? m_sources[m_elsewhere->source].name : std::string(); }

    std::string kinds() const
    {
        std::string result;
        for (auto const &[kind, table] : m_known.tables) {
            result += (result.empty() ? "" : ", ") + shown_kind(kind);
        }
        return result;
    }

    std::string target_name() const { return m_target.users ? "users" : m_target.to.table; }

    std::string evidence(std::string const &what) const
    {
        auto const noun = std::string(m_looks == Looks::list ? "elements" : "values");
        auto const are = m_looks == Looks::copy_of_name   ? std::string(" are that name")
                         : m_looks == Looks::kind_and_id  ? " are of a kind that is merged"
                         : m_looks == Looks::value_of_key ? " are ids, or names, of rows that are merged"
                         : m_target.by_name               ? " are names of users"
                         : m_elsewhere ? " are ids of " + (m_elsewhere->users ? "users" : m_elsewhere->to.table) +
                                             " of " + source_name()
                                       : " are ids of " + target_name();
        auto text = what + ": " + shares_in_words(m_shares, noun + are);
        text += m_shares.empty() ? "no row has a value in it yet" : "";
        text += may_all_be_users() ? "; or all of them are ids of users" : "";
        text += rivals_in_words(m_rivals) + none_in_words(m_none, m_first.type == "integer" ? "0 or less" : "empty");
        std::set<std::string> known;
        for (auto const &[kind, of] : m_known.tables) {
            known.insert(kind);
        }
        return text + (m_looks == Looks::kind_and_id ? unknown_kinds(m_all, known) : "");
    }

    /// Where it may refer to one thing or another, all entries in comments: so that nothing wrong is pasted blindly.
    std::string proposal(Counted const &counted, bool certain) const
    {
        std::vector<std::string> entries{references(counted.hits == 0 && counted.values > 0)};
        if (certain) {
            return entries[0];
        }
        for (std::size_t i = 0; i < std::min(m_rivals.size(), most_rivals); ++i) {
            entries.push_back(entry_to(m_rivals[i]));
        }
        if (m_elsewhere && counted.hits * 2 >= counted.values) { // some of their users may have gone
            entries.push_back(entry_to(m_target.to));
        }
        if (m_one_table.empty() && may_all_be_users()) {
            entries.push_back(entry_to(users_id()));
        }
        if (!m_one_table.empty()) {
            entries.push_back(m_one_table);
        }
        return entries.size() == 1 ? entries[0] : one_of(entries);
    }

    std::string entry_to(model::KeyColumn const &to) const
    {
        return "[[reference]]\ncolumn = " + in_plan(m_schema, m_first.table, m_first.column) +
               "\nto = " + in_plan(m_schema, to.table, to.column) + (m_looks == Looks::list ? "\narray = true" : "") +
               in_those_rows();
    }

    /// `dangles`: no value is an id of a row that is there.
    std::string references(bool dangles) const
    {
        auto const from = "[[reference]]\ncolumn = " + in_plan(m_schema, m_first.table, m_first.column) + "\nto = ";
        if (is_by_kind()) {
            return entries_of_kinds(m_schema, m_first, m_all, m_known);
        }
        if (m_looks == Looks::copy_of_name) {
            return proposal_of_copies(m_schema, m_first, m_users, m_plan.users.name, m_all);
        }
        auto const way = m_looks == Looks::list ? "\narray = true" : "";
        if (m_elsewhere) {
            auto const &to = m_elsewhere->to;
            return from + in_plan(m_schema, to.table, to.column) + "\nsource = " + plan::toml_text(source_name()) + way;
        }
        return from + in_plan(m_schema, m_target.to.table, m_target.to.column) + way +
               (in_some_rows() ? in_those_rows()
                : dangles      ? "\ndangling = \"keep\""
                               : "");
    }

    plan::Plan const &m_plan;
    std::span<CoverageSource const> m_sources;
    Suspect m_first;
    model::Schema const &m_schema;
    mapping::UsersTable m_users;
    Looks m_looks = Looks::id_by_name;
    Counts m_all;
    Target m_target;
    std::optional<Elsewhere> m_elsewhere; ///< whose ids they are, if not those of the rows' own services
    bool m_kinds_are_named = false;       ///< else only the values say which tables the kinds mean
    std::vector<model::KeyColumn> m_rivals;
    std::int64_t m_none = 0;
    std::vector<model::Share> m_shares;
    bool m_is_split = false; ///< only its values say that they are of kinds
    std::string m_one_table; ///< then: the entry for all rows, which may be right as well
    KindTables m_known;      ///< the kinds that mean the rows of a table
};

ColumnFinding::ColumnFinding(plan::Plan const &plan, std::span<CoverageSource const> sources, Suspect const &first,
                             KindPair pair)
    : m_work(std::make_unique<Work>(plan, sources, first, std::move(pair)))
{
}

ColumnFinding::~ColumnFinding() = default;
ColumnFinding::ColumnFinding(ColumnFinding &&) noexcept = default;

bool ColumnFinding::is_folded() const { return m_work->is_folded(); }
void ColumnFinding::add(Suspect const &suspect, Tally const &tally) { m_work->add(suspect, tally); }
std::optional<model::UncoveredColumn> ColumnFinding::finding() { return m_work->finding(); }

} // namespace tributary::undeclared
