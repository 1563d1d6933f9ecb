#include "merge/undeclared/suspects.hpp"

#include "merge/mapping/users.hpp"
#include "merge/model/nearest.hpp"
#include "merge/references/references.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace tributary::undeclared {
namespace {

using Looks = Suspect::Looks;

/// Shorter texts agree with an id by accident.
constexpr std::int64_t wide_enough = 16;

/// Names under which every table keeps something else.
constexpr std::array everywhere = {"id", "uuid", "name", "key", "value", "parent", "parent_id"};

references::KeyColumn key_of(plan::ColumnName const &name) { return {name.table, name.column}; }

/// What is known of columns, from any source: a column means the same in every service.
struct Known {
    std::set<references::KeyColumn> covered;
    std::set<references::KeyColumn> partly;                    ///< for the rows of which some `when` is true
    std::map<std::string, references::KeyColumn> user_columns; ///< by their own name: columns that refer to users' ids
    std::set<std::string> keyed; ///< things that have a table with a number of its own, in the singular, except users
};

class Collector {
public:
    Collector(plan::Plan const &plan, std::span<CoverageSource const> sources, model::Schema const &target)
        : m_plan(plan), m_sources(sources), m_target(target)
    {
    }

    Known run()
    {
        for (auto const &source : m_sources) {
            auto const users = mapping::users_table(m_plan, source.name, source.schema);
            m_user_ids.insert({users.table->label, users.id});
            m_known.covered.insert({users.table->label, users.id});
            m_known.covered.insert({users.table->label, m_plan.users.name});
            if (users.keys != nullptr) {
                m_known.covered.insert({users.keys->label, users.user});
                m_known.covered.insert({users.keys->label, m_plan.users.keys->column});
                m_refers.push_back({{users.keys->label, users.user}, {users.table->label, users.id}});
            }
            add_schema(source.schema);
        }
        add_schema(m_target);
        for (auto const &reference : m_plan.references) {
            (reference.when.empty() ? m_known.covered : m_known.partly).insert(key_of(reference.from));
            if (reference.when.empty() && reference.path.empty() && !reference.array && reference.regex.empty()) {
                m_refers.emplace_back(key_of(reference.from), key_of(reference.to));
            }
        }
        for (auto const &table : m_plan.tables) {
            for (auto const &column : table.drop) {
                m_known.covered.insert({table.name, column});
            }
        }
        follow();
        return std::move(m_known);
    }

private:
    void add_schema(model::Schema const &schema)
    {
        for (auto const &table : schema.tables) {
            for (auto const &key : table.foreign_keys) {
                for (std::size_t i = 0; i < key.columns.size(); ++i) {
                    m_known.covered.insert({table.label, key.columns[i]});
                    m_refers.push_back({{table.label, key.columns[i]}, {key.table, key.referenced.at(i)}});
                }
            }
            auto const *const primary = model::primary_key(table);
            if (table.label != m_plan.users.table && primary != nullptr && primary->columns.size() == 1) {
                m_known.keyed.insert(singular_of(table.name));
            }
        }
    }

    /// What refers to a column that refers to users refers to users.
    void follow()
    {
        std::size_t before = 0;
        while (before != m_user_ids.size()) {
            before = m_user_ids.size();
            for (auto const &[from, to] : m_refers) {
                if (m_user_ids.contains(to) && m_user_ids.insert(from).second &&
                    std::find(everywhere.begin(), everywhere.end(), from.column) == everywhere.end()) {
                    m_known.user_columns.emplace(from.column, from);
                }
            }
        }
    }

    plan::Plan const &m_plan;
    std::span<CoverageSource const> m_sources;
    model::Schema const &m_target;
    Known m_known;
    std::set<references::KeyColumn> m_user_ids;
    std::vector<std::pair<references::KeyColumn, references::KeyColumn>> m_refers;
};

/// What a column's type lets it hold.
struct Type {
    bool integer = false;
    bool text = false;
    bool uuid = false;
    bool list = false; ///< an array
    bool json = false;
    std::string word;
};

/// Every INTEGER PRIMARY KEY of SQLite numbers its rows, whether anybody meant it to or not.
bool is_declared_identity(model::Engine engine)
{
    switch (engine) {
    case model::Engine::postgresql: return true;
    case model::Engine::sqlite: return false;
    }
    return {};
}

Type type_of(model::Engine engine, model::Column const &column)
{
    Type type;
    auto const types_bind = model::types_bind(engine);
    type.list = column.type.ends_with("[]");
    auto const number =
        column.type.starts_with("numeric") || column.type == "double precision" || column.type == "real";
    type.integer = column.kind == model::Kind::integer || (types_bind && number && !type.list);
    type.json = column.type == "json" || column.type == "jsonb";
    type.uuid = column.type == "uuid";
    type.text = column.kind == model::Kind::text || (!types_bind && column.kind == model::Kind::other);
    type.word = type.list                                         ? "array"
                : column.kind == model::Kind::integer             ? "integer"
                : column.kind == model::Kind::text || !types_bind ? "text"
                                                                  : column.type;
    return type;
}

class Search {
public:
    Search(plan::Plan const &plan, Known const &known, std::uint32_t number, CoverageSource const &source)
        : m_plan(plan), m_known(known), m_number(number), m_schema(source.schema),
          m_users(mapping::users_table(plan, source.name, source.schema)),
          m_id(*model::find_column(*m_users.table, m_users.id)), m_numbers(type_of(source.schema.engine, m_id).integer)
    {
    }

    void run(std::vector<Suspect> &result)
    {
        for (auto const &table : m_schema.tables) {
            if (!plan::loads(m_plan, table.label)) {
                continue;
            }
            for (auto const &column : table.columns) {
                if (!column.generated && !m_known.covered.contains({table.label, column.name})) {
                    look(table, column, result);
                }
            }
        }
    }

private:
    void look(model::Table const &table, model::Column const &column, std::vector<Suspect> &result)
    {
        auto const type = type_of(m_schema.engine, column);
        auto const hints = hints_of(column.name, m_plan.users.table);
        Suspect suspect;
        suspect.source = m_number;
        suspect.table = table.label;
        suspect.column = column.name;
        suspect.type = type.word;
        suspect.may_be_flag = hints.bare;
        suspect.by_role = hints.id != Hint::none && !is_other_thing(hints.thing);
        suspect.partly = m_known.partly.contains({table.label, column.name});
        auto const beside_a_kind = kind_and_id(table, type, suspect);
        if (beside_a_kind ||
            (!suspect.partly && (list(column, type, hints, suspect) || id(table, column, type, hints, suspect) ||
                                 name(table, type, hints, suspect)))) {
            result.push_back(std::move(suspect));
        }
    }

    /// Where there is a table of actors, an actor is one of them, and so is a first_actor.
    bool is_other_thing(std::string const &thing) const
    {
        for (std::size_t from = 0; from != std::string::npos;) {
            if (m_known.keyed.contains(thing.substr(from))) {
                return true;
            }
            auto const next = thing.find('_', from);
            from = next == std::string::npos ? next : next + 1;
        }
        return false;
    }

    bool kind_and_id(model::Table const &table, Type const &type, Suspect &suspect) const
    {
        if (!type.integer && !type.uuid && !type.text) {
            return false;
        }
        auto const wanted = kind_columns_for(suspect.column);
        for (auto const &column : table.columns) {
            auto const words = words_of(column.name);
            std::string joined_words;
            for (auto const &word : words) {
                joined_words += (joined_words.empty() ? "" : "_") + word;
            }
            if (!column.generated && std::find(wanted.begin(), wanted.end(), joined_words) != wanted.end()) {
                suspect.looks = Looks::kind_and_id;
                suspect.kind_column = column.name;
                suspect.kinds = kind_table(table, column.name);
                return true;
            }
        }
        return false;
    }

    /// What the kind column's foreign key leads to, if texts alone identify the rows there.
    KindTable kind_table(model::Table const &table, std::string const &kind_column) const
    {
        for (auto const &key : table.foreign_keys) {
            auto const *const to = model::find_table(m_schema, key.table);
            if (key.columns != std::vector{kind_column} || to == nullptr || to->label == m_users.table->label) {
                continue;
            }
            for (auto const &unique : to->unique_keys) {
                auto const texts = std::all_of(unique.columns.begin(), unique.columns.end(), [&](auto const &name) {
                    auto const *const column = model::find_column(*to, name);
                    return column != nullptr && column->kind == model::Kind::text;
                });
                if (unique.plain() && !unique.columns.empty() && texts) {
                    return {to->label, key.referenced.front(), unique.columns};
                }
            }
        }
        return {};
    }

    /// Only names distinguish users' numbers from other numbers; texts of an id's length need no name.
    bool list(model::Column const &column, Type const &type, NameHints const &hints, Suspect &suspect) const
    {
        auto const called_so = hints.ids != Hint::none;
        auto const of_texts = column.type == "text[]" || (column.type.starts_with("character varying") && type.list);
        auto const of_ids =
            column.type == m_id.type + "[]" || (of_texts && (called_so || !m_numbers)) ||
            (m_numbers ? column.type == "integer[]" || column.type == "bigint[]" || column.type == "smallint[]"
                       : column.type == "uuid[]");
        if (type.list ? !of_ids || (!called_so && m_numbers)
                      : !(type.json || type.text) || !called_so || hints.id != Hint::none || hints.name != Hint::none) {
            return false;
        }
        suspect.looks = Looks::list;
        suspect.json = !type.list;
        suspect.by_role = called_so;
        suspect.long_values = !called_so;
        return true;
    }

    bool id(model::Table const &table, model::Column const &column, Type const &type, NameHints const &hints,
            Suspect &suspect) const
    {
        if (own_number(table, column, hints)) {
            return false;
        }
        suspect.long_values = false;
        auto const like = m_known.user_columns.find(column.name);
        if (!suspect.by_role && like != m_known.user_columns.end() && (type.integer || type.uuid || type.text)) {
            suspect.looks = Looks::id_by_column;
            suspect.like = like->second.table + "." + like->second.column;
            return true;
        }
        if (m_numbers) {
            suspect.looks = Looks::id_by_name;
            suspect.unmistakable = type.integer && hints.id == Hint::unmistakable;
            return type.integer && suspect.by_role;
        }
        auto const wide = column.max_length == 0 || column.max_length >= wide_enough;
        suspect.looks = suspect.by_role ? Looks::id_by_name : Looks::id_by_value;
        suspect.long_values = !suspect.by_role;
        auto const may_be_name = hints.name != Hint::none && type.text;
        return !may_be_name && (column.type == m_id.type || type.uuid || (type.text && (wide || suspect.by_role)));
    }

    bool name(model::Table const &table, Type const &type, NameHints const &hints, Suspect &suspect) const
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

    /// The number of its own row, which it may well share its name with: `logins.user_id`, if a sequence feeds it.
    bool own_number(model::Table const &table, model::Column const &column, NameHints const &hints) const
    {
        auto const fed = !column.sequence.empty() || (column.identity && is_declared_identity(m_schema.engine));
        return references::is_numbered(table, column) && (fed || hints.id != Hint::unmistakable);
    }

    plan::Plan const &m_plan;
    Known const &m_known;
    std::uint32_t m_number;
    model::Schema const &m_schema;
    mapping::UsersTable m_users;
    model::Column const &m_id;
    bool m_numbers; ///< users' ids are integers
};

std::vector<std::string> labels(model::Schema const &schema)
{
    std::vector<std::string> result;
    for (auto const &table : schema.tables) {
        result.push_back(table.label);
    }
    return result;
}

} // namespace

std::vector<Suspect> suspects(plan::Plan const &plan, std::span<CoverageSource const> sources,
                              model::Schema const &target)
{
    auto known = Collector(plan, sources, target).run();
    for (auto const &waived : plan.waived) {
        known.covered.insert(key_of(waived.column));
    }
    std::vector<Suspect> result;
    for (std::uint32_t i = 0; i < sources.size(); ++i) {
        Search(plan, known, i, sources[i]).run(result);
    }
    return result;
}

void check_waived(plan::Plan const &plan, std::span<CoverageSource const> sources)
{
    for (auto const &waived : plan.waived) {
        std::vector<std::string> tables;
        std::vector<std::string> columns;
        bool found = false;
        for (auto const &source : sources) {
            auto const all = labels(source.schema);
            tables.insert(tables.end(), all.begin(), all.end());
            auto const *const table = model::find_table(source.schema, waived.column.table);
            for (std::size_t i = 0; table != nullptr && i < table->columns.size(); ++i) {
                columns.push_back(table->columns[i].name);
                found = found || columns.back() == waived.column.column;
            }
        }
        if (columns.empty()) {
            throw plan::plan_error(plan, waived.position,
                                   "[[waive]]: no source has a table \"" + waived.column.table + "\"",
                                   model::did_you_mean(waived.column.table, tables));
        }
        if (!found) {
            throw plan::plan_error(plan, waived.position,
                                   "[[waive]]: table \"" + waived.column.table + "\" has no column \"" +
                                       waived.column.column + "\" in any source",
                                   model::did_you_mean(waived.column.column, columns));
        }
    }
}

std::vector<std::string> needless_waivers(plan::Plan const &plan, std::span<CoverageSource const> sources,
                                          model::Schema const &target)
{
    auto without = plan;
    without.waived.clear();
    std::set<references::KeyColumn> suspicious;
    for (auto const &suspect : suspects(without, sources, target)) {
        suspicious.insert({suspect.table, suspect.column});
    }
    auto const known = Collector(without, sources, target).run();
    std::vector<std::string> sentences;
    for (auto const &waived : plan.waived) {
        auto const column = key_of(waived.column);
        if (!suspicious.contains(column)) {
            sentences.push_back("[[waive]] of \"" + column.table + "." + column.column + "\" is not needed: " +
                                (known.covered.contains(column)
                                     ? "the column is covered already"
                                     : "the column does not look like a reference to users"));
        }
    }
    return sentences;
}

} // namespace tributary::undeclared
