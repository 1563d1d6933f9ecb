#include "merge/undeclared/suspects.hpp"

#include "merge/mapping/users.hpp"
#include "merge/model/booleans.hpp"
#include "merge/references/references.hpp"
#include "merge/undeclared/covered.hpp"
#include "merge/undeclared/elsewhere.hpp"
#include "merge/undeclared/inside.hpp"
#include "merge/undeclared/kind_columns.hpp"
#include "merge/undeclared/second_halves.hpp"
#include "merge/undeclared/tables_of.hpp"
#include "merge/undeclared/user_words.hpp"
#include "merge/undeclared/value_type.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace tributary::undeclared {
namespace {

using Looks = Suspect::Looks;

class Search {
public:
    Search(plan::Plan const &plan, Covered const &covered, std::uint32_t number,
           std::span<CoverageSource const> sources)
        : m_plan(plan), m_covered(covered), m_number(number), m_sources(sources), m_source(sources[number].name),
          m_schema(sources[number].schema), m_names(m_schema), m_users(mapping::users_table(plan, m_source, m_schema)),
          m_id(*model::find_column(*m_users.table, m_users.id)), m_numbers(value_type(m_schema.engine, m_id).integer)
    {
    }

    void run(std::vector<Suspect> &result)
    {
        for (auto const &table : m_schema.tables) {
            if (!plan::loads(m_plan, table.label, m_source)) {
                continue;
            }
            for (auto const &column : table.columns) {
                if (!column.generated && !m_covered.wholly.contains({table.label, column.name})) {
                    look(table, column, result);
                }
            }
        }
    }

private:
    void look(model::Table const &table, model::Column const &column, std::vector<Suspect> &result)
    {
        if (model::is_boolean(column)) { // SQLite keeps flags as numbers
            return;
        }
        auto const type = value_type(m_schema.engine, column);
        auto const of_source = source_of(m_sources, m_names, table, column, m_users.table->label);
        // forum_user_id is a user_id of the source forum
        auto const alternatives = alternatives_in(of_source ? of_source->rest : column.name, m_plan.users.table);
        auto hints = hints_of(alternatives.front(), m_plan.users.table);
        hints.bare = hints.bare || is_end_of_range(table, column.name);
        hints.doer = hints.doer || (hints.bare && is_beside_doer(table, column.name));
        auto suspect = described(table, column, type, hints, alternatives);
        suspect.of_source = of_source ? std::optional(of_source->source) : std::nullopt;
        suspect.partly = m_covered.partly.contains({table.label, column.name});
        auto const inside_declared = m_covered.inside.contains({table.label, column.name});
        auto const unexplained = !suspect.partly && !inside_declared;
        auto const has_kind = kind_and_id(table, type, suspect);
        auto const is_setting = !has_kind && !inside_declared && value_of_key(table, type, suspect, result);
        auto const is_value =
            (!is_setting && in_other_rows(suspect)) ||
            (unexplained && (list(column, type, hints, suspect) || id(table, column, type, hints, suspect) ||
                             name(table, type, hints, suspect) || other_id(table, column, type, hints, suspect)));
        if (is_value && !inside_declared && !has_kind && may_have_kinds(suspect, type, hints)) {
            suspect.may_be_kinds = may_be_kinds(m_covered, table, column.name);
        }
        if (has_kind) {
            suspect.otherwise = is_value ? std::optional(suspect.looks) : std::nullopt;
            suspect.looks = Looks::kind_and_id;
            suspect.long_values = false;
        }
        auto const may_be_of_users = unexplained && type.text && table.label != m_users.table->label;
        auto const by_texts = suspect.looks == Looks::id_by_value || suspect.loosely_typed;
        if (may_be_of_users && (!is_value || by_texts)) {
            auto copy = suspect;
            copy.looks = Looks::text_by_value;
            copy.long_values = false;
            copy.may_be_kinds = may_have_kinds(copy, type, hints) ? may_be_kinds(m_covered, table, column.name)
                                                                  : std::vector<std::string>{};
            result.push_back(std::move(copy));
        }
        if (is_value || has_kind) {
            result.push_back(suspect);
            auto const may_be_more = by_texts || (suspect.looks == Looks::name && !suspect.unmistakable);
            if (!may_be_more || has_kind) {
                return;
            }
        }
        if (auto copy = suspect; unexplained && copy_of_name(table, type, copy)) { // in small letters, it may be
            result.push_back(std::move(copy));
        }
        if (inside(column, type, suspect)) {
            suspect.beside = user_beside(table);
            result.push_back(std::move(suspect));
        }
    }

    /// What its name says, which may be that of one thing or of another (`alternatives`).
    Suspect described(model::Table const &table, model::Column const &column, ValueType const &type,
                      NameHints const &hints, std::vector<std::string> const &alternatives) const
    {
        Suspect suspect;
        suspect.source = m_number;
        suspect.table = table.label;
        suspect.column = column.name;
        suspect.type = type.word;
        suspect.may_be_flag = hints.bare;
        suspect.bare = hints.bare;
        suspect.only_id = words_of(column.name) == std::vector<std::string>{"id"};
        suspect.may_mean_itself = hints.itself;
        suspect.of_doer = hints.doer;
        suspect.done_by = hints.done_by;
        suspect.has_moment = hints.done_by && has_moment(table, column.name);
        suspect.is_ownerless = type.integer && m_numbers && is_ownerless(table);
        suspect.counts_in_parent = counts_in_parent(table, column);
        suspect.of_several = alternatives.size() > 1;
        auto called = column;
        for (auto const &name : alternatives) {
            called.name = name;
            auto const named =
                tables_of(m_covered, {m_schema, m_names, m_plan.users.table, m_users.table->label}, table, called);
            suspect.of_tables.insert(suspect.of_tables.end(), named.begin(), named.end());
        }
        suspect.by_role = hints.id != Hint::none && !is_other_thing(m_covered, hints.thing);
        suspect.unmistakable = type.integer && suspect.by_role && hints.id == Hint::unmistakable && !suspect.of_several;
        return suspect;
    }

    /// True if no column of the table refers to users, or is named after who has its rows.
    bool is_ownerless(model::Table const &table) const
    {
        return table.label != m_users.table->label &&
               std::none_of(table.columns.begin(), table.columns.end(), [&](auto const &column) {
                   auto const hints = hints_of(column.name, m_plan.users.table);
                   return m_covered.user_ids.contains({table.label, column.name}) ||
                          (hints.id != Hint::none && !hints.done_by); // paid_by says nothing of whose it is
               });
    }

    /// True if it is in a unique key in which all other columns refer to rows: position 1, 2, 3 of a list.
    bool counts_in_parent(model::Table const &table, model::Column const &column) const
    {
        return std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [&](auto const &key) {
            auto const in_key = std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
            return in_key && key.columns.size() > 1 &&
                   std::all_of(key.columns.begin(), key.columns.end(), [&](auto const &name) {
                       return name == column.name || m_covered.wholly.contains({table.label, name});
                   });
        });
    }

    /// A column that refers in some rows is known to refer: the others are to be explained too.
    bool in_other_rows(Suspect &suspect) const
    {
        suspect.looks = Looks::in_other_rows;
        return m_covered.partly_by_value.contains({suspect.table, suspect.column});
    }

    /// A text in a row that refers to a user, or is one.
    bool copy_of_name(model::Table const &table, ValueType const &type, Suspect &suspect) const
    {
        suspect.looks = Looks::copy_of_name;
        suspect.beside = user_beside(table);
        return type.text && !suspect.beside.empty();
    }

    /// The column that says whose the row is. Empty: none.
    std::string user_beside(model::Table const &table) const
    {
        auto const refers = std::find_if(table.columns.begin(), table.columns.end(), [&](auto const &other) {
            return !other.generated && m_covered.user_ids.contains({table.label, other.name});
        });
        return refers == table.columns.end() ? std::string() : refers->name;
    }

    /// JSON, bytes, and texts that are long enough to hold more than a value.
    bool inside(model::Column const &column, ValueType const &type, Suspect &suspect) const
    {
        constexpr std::int64_t long_text = 64;
        if (auto const declared = m_covered.inside.find({suspect.table, suspect.column});
            declared != m_covered.inside.end()) {
            suspect.declared_inside = declared->second;
        }
        suspect.looks = Looks::inside;
        suspect.json = type.json;
        suspect.bytes = type.bytes;
        return type.json || (type.bytes && !suspect.partly) ||
               (type.text && !suspect.partly && (column.max_length == 0 || column.max_length >= long_text));
    }

    bool kind_and_id(model::Table const &table, ValueType const &type, Suspect &suspect) const
    {
        suspect.kind_column =
            type.integer || type.uuid || type.text ? kind_beside(table, suspect.column) : std::string();
        if (suspect.kind_column.empty()) {
            return false;
        }
        suspect.kinds = kind_table(m_schema, table, suspect.kind_column, m_users.table->label);
        return true;
    }

    /// The values of settings, which may be explained for some settings already. True if it may be one.
    bool value_of_key(model::Table const &table, ValueType const &type, Suspect suspect,
                      std::vector<Suspect> &result) const
    {
        suspect.looks = Looks::value_of_key;
        suspect.long_values = false;
        auto const may_be = (type.text || type.integer) && table.label != m_users.table->label;
        auto const keys = may_be ? keys_beside(m_covered, table, suspect.column) : std::vector<std::string>{};
        for (auto const &key : keys) {
            suspect.kind_column = key;
            result.push_back(suspect);
        }
        return !keys.empty();
    }

    /// What by its name is no user's id, and may be that of any other row; or that of something which may own, send or
    /// get things as a user does.
    bool may_have_kinds(Suspect const &suspect, ValueType const &type, NameHints const &hints) const
    {
        auto const of_role =
            suspect.looks == Looks::id_by_column ||
            (suspect.looks == Looks::id_by_name && ((hints.id == Hint::role && !hints.own_word) || suspect.of_several));
        if (of_role) {
            return m_numbers && type.integer;
        }
        auto const by_values = suspect.looks == Looks::in_other_rows || suspect.looks == Looks::id_of_any ||
                               suspect.looks == Looks::number || suspect.looks == Looks::doer ||
                               suspect.looks == Looks::text_by_value ||
                               (suspect.looks == Looks::id_of_table && (suspect.bare || !suspect.of_tables[0].whole));
        return by_values && (type.integer || type.text) && !hints.measure && !hints.itself && !suspect.by_role;
    }

    /// What else has numbers says by its values whether they are ids; texts of an id's length need no name.
    bool list(model::Column const &column, ValueType const &type, NameHints const &hints, Suspect &suspect) const
    {
        auto const called_so = hints.ids != Hint::none || (type.list && !suspect.of_tables.empty());
        auto const of_texts = column.type == "text[]" || (column.type.starts_with("character varying") && type.list);
        auto const of_numbers = column.type == "integer[]" || column.type == "bigint[]" || column.type == "smallint[]";
        auto const of_ids = column.type == m_id.type + "[]" || (of_texts && (called_so || !m_numbers)) ||
                            (m_numbers || !suspect.of_tables.empty() ? of_numbers : column.type == "uuid[]");
        if (!type.list || !(of_ids || of_numbers) || hints.measure) {
            return false;
        }
        suspect.looks = Looks::list;
        suspect.list_of_any = of_numbers && !called_so;
        suspect.by_role = hints.ids != Hint::none;
        suspect.bare = !called_so && !has_ids(column.name);
        suspect.long_values = !called_so && !of_numbers;
        return true;
    }

    bool id(model::Table const &table, model::Column const &column, ValueType const &type, NameHints const &hints,
            Suspect &suspect) const
    {
        auto const may_be_own = references::is_numbered(table, column) && !is_natural(m_schema.engine, column);
        if (own_number(table, column, hints) || (may_be_own && hints.id != Hint::unmistakable)) {
            return false;
        }
        suspect.long_values = false;
        auto const like = m_covered.user_columns.find(stem_of(column.name));
        if (!suspect.by_role && like != m_covered.user_columns.end() && (type.integer || type.uuid || type.text)) {
            suspect.looks = Looks::id_by_column;
            suspect.like = like->second.table + "." + like->second.column;
            return true;
        }
        if (m_numbers) {
            suspect.looks = Looks::id_by_name;
            suspect.unmistakable = type.integer && hints.id == Hint::unmistakable && !suspect.of_several;
            return type.integer && suspect.by_role;
        }
        auto const wide = column.max_length == 0 || std::cmp_greater_equal(column.max_length, least_length_of_id);
        suspect.looks = suspect.by_role ? Looks::id_by_name : Looks::id_by_value;
        suspect.long_values = !suspect.by_role;
        auto const may_be_name = hints.name != Hint::none && type.text;
        return !may_be_name && (column.type == m_id.type || type.uuid || (type.text && (wide || suspect.by_role)));
    }

    /// An id of other rows than users, or one that does not say of which.
    bool other_id(model::Table const &table, model::Column const &column, ValueType const &type, NameHints const &hints,
                  Suspect &suspect) const
    {
        suspect.long_values = false;
        auto const is_named = suspect.has_whole_name();
        if (own_number(table, column, hints) || hints.measure ||
            (!is_named && is_partition_key(m_schema, m_covered, column.name))) {
            return false;
        }
        suspect.loosely_typed = !type.integer && type.text;
        suspect.may_be_own_number =
            references::is_numbered(table, column) && !is_natural(m_schema.engine, column) && !hints.doer;
        if (!suspect.of_tables.empty()) {
            suspect.looks = Looks::id_of_table;
            return true;
        }
        if (suspect.loosely_typed && !hints.bare) {
            suspect.looks = Looks::id_of_any;
            return true;
        }
        if (!type.integer) {
            return false;
        }
        auto const *const primary = model::primary_key(table);
        if (primary != nullptr && primary->columns == std::vector{column.name}) {
            suspect.looks = Looks::key_of_row;
            suspect.by_role = suspect.by_role || m_covered.user_columns.contains(stem_of(column.name));
            auto const &users = m_users.table->label;
            suspect.extends = extended_by(m_names, table, users);
            suspect.no_first_halves = no_first_halves(m_names, m_covered, table, column.name, users);
            suspect.is_referred_to = m_covered.referred_to.contains(table.label);
            return table.label != m_users.table->label && !plan::keeps_ids(m_plan, table.label, column.name);
        }
        suspect.looks = !hints.bare ? Looks::id_of_any : hints.doer && m_numbers ? Looks::doer : Looks::number;
        if (suspect.looks == Looks::number) {
            suspect.hinted =
                hinted_tables({m_schema, m_names, m_plan.users.table, m_users.table->label}, table, column);
            suspect.own_id = primary != nullptr && primary->columns.size() == 1 ? primary->columns[0] : std::string();
        }
        return true;
    }

    bool name(model::Table const &table, ValueType const &type, NameHints const &hints, Suspect &suspect) const
    {
        auto const of_users = table.label == m_plan.users.table;
        auto const words = words_of(suspect.column);
        suspect.looks = Looks::name;
        suspect.long_values = !suspect.by_role;
        suspect.unmistakable = hints.name == Hint::unmistakable && !of_users;
        // a column of the users table that describes its own row is not a reference, but who invited whom is
        auto const in_question = !of_users || (!words.empty() && words.back() == "by");
        return type.text && in_question && (hints.name != Hint::none || hints.id != Hint::none);
    }

    /// The number of its own row, which it may well share its name with: `logins.user_id`, if a sequence feeds it. A
    /// primary key that nothing feeds may be the id of another row: pipeline_id of pipeline_details, and post_id of
    /// deleted_posts where there are posts.
    bool own_number(model::Table const &table, model::Column const &column, NameHints const &hints) const
    {
        if (!references::is_numbered(table, column)) {
            return false;
        }
        auto const &own = m_names.thing(table.label);
        auto const named = read_id_name(column.name);
        auto const ends_so = !own.empty() && !named.words.empty() && own.back() == named.words.back();
        auto const of_itself = named.words.empty() || named.words == own || (ends_so && !m_names.has(named.words));
        return is_fed(m_schema.engine, column) ||
               (hints.id != Hint::unmistakable && of_itself && !is_natural(m_schema.engine, column));
    }

    plan::Plan const &m_plan;
    Covered const &m_covered;
    std::uint32_t m_number;
    std::span<CoverageSource const> m_sources;
    std::string const &m_source;
    model::Schema const &m_schema;
    TableNames m_names;
    mapping::UsersTable m_users;
    model::Column const &m_id;
    bool m_numbers; ///< users' ids are integers
};

} // namespace

std::vector<Suspect> suspects(plan::Plan const &plan, std::span<CoverageSource const> sources,
                              model::Schema const &target)
{
    auto covered = covered_columns(plan, sources, target);
    for (auto const &waived : plan.waived) {
        if (!waived.path.empty() || !waived.regex.empty()) {
            covered.inside[key_of(waived.column)].insert(
                declared_place(waived.path, waived.keys, waived.regex, waived.format));
        } else {
            (waived.when.empty() ? covered.wholly : covered.partly).insert(key_of(waived.column));
        }
    }
    std::vector<Suspect> result;
    for (std::uint32_t i = 0; i < sources.size(); ++i) {
        Search(plan, covered, i, sources).run(result);
    }
    return result;
}

} // namespace tributary::undeclared
