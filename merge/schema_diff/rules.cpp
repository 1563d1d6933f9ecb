#include "merge/schema_diff/rules.hpp"

#include "merge/model/sql_tokens.hpp"
#include "merge/model/words.hpp"
#include "merge/schema_diff/ddl.hpp"

#include <algorithm>
#include <map>

namespace tributary::schema_diff {
namespace {

using model::Weight;

bool contains(std::vector<std::string> const &list, std::string const &word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// False if the key makes equal what is spelt otherwise: by a collation, an operator class or citext.
bool spelling_tells(model::Table const &table, model::UniqueKey const &key)
{
    return key.spelling_tells && std::none_of(key.columns.begin(), key.columns.end(), [&](auto const &name) {
               return model::find_column(table, name)->type.ends_with("citext");
           });
}

/// True if rows that agree under `key` of `from` agree under `other` of `to` as well, so that `other` forbids them too.
bool implies(model::Table const &to, model::UniqueKey const &other, model::Table const &from,
             model::UniqueKey const &key)
{
    auto const exact = spelling_tells(from, key);
    auto const as_coarse = exact || !spelling_tells(to, other);
    if (other.plain() && !key.columns.empty() && as_coarse && (other.nulls_not_distinct || !key.nulls_not_distinct)) {
        auto const same_part = [&](auto const &part) {
            return exact || std::find(key.parts.begin(), key.parts.end(), part) != key.parts.end();
        };
        return std::all_of(other.columns.begin(), other.columns.end(),
                           [&](auto const &column) { return contains(key.columns, column); }) &&
               std::all_of(other.parts.begin(), other.parts.end(), same_part);
    }
    return as_coarse && other.parts == key.parts && (other.predicate.empty() || other.predicate == key.predicate) &&
           other.nulls_not_distinct == key.nulls_not_distinct;
}

/// Of an index over expressions, or over some rows, the database itself has the words.
std::string what_it_says(model::UniqueKey const &key)
{
    return key.plain() ? model::comma_separated(key.columns) : key.definition;
}

/// Null if the table has no key between the same columns.
model::ForeignKey const *find_key(model::Table const &table, model::ForeignKey const &key)
{
    auto const found = std::find_if(table.foreign_keys.begin(), table.foreign_keys.end(), [&](auto const &own) {
        return own.columns == key.columns && own.table == key.table && own.referenced == key.referenced;
    });
    return found == table.foreign_keys.end() ? nullptr : &*found;
}

std::string in_words(model::Table const &table, model::ForeignKey const &key)
{
    auto plain = "(" + model::comma_separated(key.columns) + ") to " + key.table;
    if (key.definition.empty()) {
        return plain;
    }
    return model::types_bind(table.engine) ? key.definition : plain + " " + key.definition;
}

/// As its definition says it, however it is written.
std::string normalised(model::Table const &table, std::string const &definition)
{
    return model::normalised_sql(without_not_valid(definition), table.schema);
}

bool forbids_overlap(model::Table const &table, model::Exclusion const &exclusion)
{
    return std::any_of(table.exclusions.begin(), table.exclusions.end(), [&](auto const &own) {
        return own.parts == exclusion.parts && own.operators == exclusion.operators &&
               (own.predicate.empty() || own.predicate == exclusion.predicate);
    });
}

/// True if `to` has what the check of `from` says.
bool has_check(model::Table const &from, model::Table const &to, model::Check const &check)
{
    auto const wanted = normalised(from, check.definition);
    return std::any_of(to.checks.begin(), to.checks.end(),
                       [&](auto const &own) { return normalised(to, own.definition) == wanted; });
}

/// What another source has of one kind, as a list for one line.
struct Named {
    std::vector<std::string> names;
    std::string table;
};

std::string in_words(model::Routine const &routine)
{
    auto const option = routine.kind == "table option";
    return (option ? routine.name : "\"" + routine.name + "\"") +
           (routine.table.empty() ? "" : " on table \"" + routine.table + "\"");
}

std::string plural_of(std::string const &kind)
{
    if (kind.ends_with('y')) {
        return kind.substr(0, kind.size() - 1) + "ies";
    }
    auto const already = kind == "statistics object";
    return kind + (kind.ends_with("ss") && !already ? "es" : "s");
}

/// `the view "v"`, `3 views: "v", "w", "x"`.
std::string in_words(std::string const &kind, Named const &named)
{
    if (named.names.size() == 1) {
        return "the " + kind + " " + named.names.front();
    }
    return std::to_string(named.names.size()) + " " + plural_of(kind) + ": " + model::comma_separated(named.names);
}

class Rules {
public:
    Rules(plan::Plan const &plan, DriftSource const &source, model::Schema const &target,
          std::vector<model::Drift> &result)
        : m_plan(plan), m_source(source), m_target(target), m_result(result)
    {
    }

    void run()
    {
        for (auto const &table : m_source.schema.tables) {
            auto const *const to = model::find_table(m_target, table.label);
            if (to != nullptr && plan::loads(m_plan, table.label, m_source.name) &&
                m_source.schema.engine == m_target.engine) {
                compare_checks(table, *to);
                compare_generated(table, *to);
                compare_foreign_keys(table, *to);
                compare_unique_keys(table, *to);
            }
        }
        if (m_source.schema.engine == m_target.engine) {
            compare_routines();
            compare_sequences();
        }
    }

private:
    void compare_checks(model::Table const &from, model::Table const &to)
    {
        for (auto const &check : to.checks) {
            if (!has_check(to, from, check)) {
                add(from.label, "check", Weight::harmless,
                    "the target has a constraint on table \"" + from.label + "\" that source \"" + m_source.name +
                        "\" does not have: " + in_words(check),
                    "a row that violates it is refused by `resolve`, or at the latest by `load`, without harm", "");
            }
        }
        for (auto const &check : from.checks) {
            if (!has_check(from, to, check)) {
                auto const asked = !m_plan.target.create.empty(); // else the operator made the target's checks
                add(from.label, "check", asked ? Weight::by_values : Weight::harmless,
                    "source \"" + m_source.name + "\" has a constraint on table \"" + from.label +
                        "\" that the target does not have: " + in_words(check),
                    asked ? "`resolve` asks if rows would violate it; otherwise the target is less strict"
                          : "the target is less strict",
                    model::types_bind(to.engine) ? add_check(to, check, asked) : "");
            }
        }
    }

    static std::string in_words(model::Check const &check)
    {
        return check.definition + (check.name.empty() ? "" : " (" + check.name + ")");
    }

    void compare_generated(model::Table const &from, model::Table const &to)
    {
        for (auto const &column : from.columns) {
            auto const *const there = model::find_column(to, column.name);
            if (!column.generated || there == nullptr || !there->generated ||
                normalised(from, column.generated_as) == normalised(to, there->generated_as)) {
                continue;
            }
            auto const asked = !m_plan.target.create.empty();
            m_result.push_back(
                {m_source.name, from.label, column.name, "generated", asked ? Weight::by_values : Weight::harmless,
                 "column \"" + from.label + "." + column.name + "\" is generated from " + there->generated_as +
                     " in the target and from " + column.generated_as + " in source \"" + m_source.name + "\"",
                 asked ? "the target computes all values by its own expression; `resolve` asks if one differs"
                       : "the target computes all values by its own expression",
                 ""});
        }
    }

    void compare_foreign_keys(model::Table const &from, model::Table const &to)
    {
        for (auto const &key : from.foreign_keys) {
            auto const left_out = std::any_of(key.columns.begin(), key.columns.end(), [&](auto const &column) {
                return plan::drops(m_plan, from.label, column) || model::find_column(to, column) == nullptr;
            });
            auto const *const there = find_key(to, key);
            if (there != nullptr) {
                compare_actions(from, key, to, *there);
            }
            if (there != nullptr || left_out || !plan::loads(m_plan, key.table, m_source.name) ||
                model::find_table(m_target, key.table) == nullptr) {
                continue;
            }
            add(from.label, "foreign_key", Weight::harmless,
                "source \"" + m_source.name + "\" has a foreign key on table \"" + from.label +
                    "\" that the target does not have: " + schema_diff::in_words(from, key),
                "its references are followed; afterwards the target accepts rows that the source would reject",
                model::types_bind(to.engine) && !key.definition.empty()
                    ? "ALTER TABLE " + model::sql_name(to) + " ADD " + key.definition + ";"
                    : "");
        }
    }

    void compare_actions(model::Table const &from, model::ForeignKey const &key, model::Table const &to,
                         model::ForeignKey const &there)
    {
        if (normalised(from, key.definition) != normalised(to, there.definition)) {
            add(from.label, "foreign_key", Weight::harmless,
                "the foreign key on (" + model::comma_separated(key.columns) + ") of table \"" + from.label +
                    "\" is another one in the target, " + schema_diff::in_words(to, there) + ", than in source \"" +
                    m_source.name + "\", " + schema_diff::in_words(from, key),
                "afterwards rows are deleted and changed by the target's rule", "");
        }
    }

    void compare_unique_keys(model::Table const &from, model::Table const &to)
    {
        for (auto const &key : lost_keys(from, to)) {
            auto const ddl = model::types_bind(to.engine) ? create_unique_index(to, key) : std::string();
            auto const asked = !m_plan.target.create.empty(); // else the operator made the target's keys
            add(from.label, "unique", asked ? Weight::by_values : Weight::harmless,
                "source \"" + m_source.name + "\" has " +
                    (key.operators.empty() ? "a unique key on " : "the exclusion constraint ") + what_it_says(key) +
                    " of table \"" + from.label + "\", but the target does not",
                asked ? "`resolve` asks if rows would share it; otherwise the target is less strict"
                      : "the target accepts rows that the source would reject",
                ddl);
        }
    }

    void compare_routines()
    {
        std::map<std::string, Named> missing;
        std::map<std::string, Named> differing;
        for (auto const &routine : m_source.schema.routines) {
            auto const there = std::find_if(m_target.routines.begin(), m_target.routines.end(), [&](auto const &own) {
                return own.kind == routine.kind && own.name == routine.name && own.table == routine.table;
            });
            auto const is_there = there != m_target.routines.end();
            if ((is_there && there->definition == routine.definition) ||
                (!routine.table.empty() && !plan::loads(m_plan, routine.table, m_source.name))) {
                continue;
            }
            auto &named = (is_there ? differing : missing)[routine.kind];
            named.table = named.names.empty() ? routine.table : std::string();
            named.names.push_back(schema_diff::in_words(routine));
        }
        for (auto const &[kind, named] : missing) {
            add(named.table, kind == "materialized view" ? "view" : kind, Weight::harmless,
                "source \"" + m_source.name + "\" has " + schema_diff::in_words(kind, named) +
                    ", which the target does not have",
                "it is not carried: create it in `before` or `after` if it is still needed", "");
        }
        for (auto const &[kind, named] : differing) {
            add(named.table, kind == "materialized view" ? "view" : kind, Weight::harmless,
                "source \"" + m_source.name + "\" has " + schema_diff::in_words(kind, named) +
                    ", of which the target has another definition",
                "the target's holds: change it in `before` or `after` if the source's is needed", "");
        }
    }

    void compare_sequences()
    {
        for (auto const &sequence : m_source.schema.sequences) {
            auto const of_a_column =
                std::any_of(m_source.schema.tables.begin(), m_source.schema.tables.end(), [&](auto const &table) {
                    return std::any_of(table.columns.begin(), table.columns.end(),
                                       [&](auto const &column) { return column.sequence == sequence.label; });
                });
            if (!of_a_column && model::find_sequence(m_target, sequence.label) == nullptr) {
                add("", "sequence", Weight::harmless,
                    "source \"" + m_source.name + "\" has the sequence \"" + sequence.label +
                        "\", which the target does not have",
                    "no default names it: create it in `before` if a program or a trigger still asks it for numbers",
                    "");
            }
        }
    }

    void add(std::string const &table, std::string const &kind, Weight weight, std::string const &sentence,
             std::string const &means, std::string const &ddl)
    {
        m_result.push_back({m_source.name, table, "", kind, weight, sentence, means, ddl});
    }

    plan::Plan const &m_plan;
    DriftSource const &m_source;
    model::Schema const &m_target;
    std::vector<model::Drift> &m_result;
};

} // namespace

model::UniqueKey key_of(model::Exclusion const &exclusion)
{
    model::UniqueKey key;
    key.name = exclusion.name;
    key.predicate = exclusion.predicate;
    key.definition = exclusion.definition;
    key.parts = exclusion.parts;
    key.uses = exclusion.uses;
    key.operators = exclusion.operators;
    key.index = exclusion.index;
    return key;
}

std::vector<model::UniqueKey> lost_keys(model::Table const &from, model::Table const &to)
{
    std::vector<model::UniqueKey> result;
    for (auto const &key : from.unique_keys) {
        auto const there = std::any_of(to.unique_keys.begin(), to.unique_keys.end(),
                                       [&](auto const &existing) { return implies(to, existing, from, key); });
        auto const possible = std::all_of(key.uses.begin(), key.uses.end(), [&](auto const &column) {
            return model::find_column(to, column) != nullptr;
        });
        if (!there && possible) {
            result.push_back(key);
        }
    }
    for (auto const &exclusion : from.exclusions) {
        auto const possible = std::all_of(exclusion.uses.begin(), exclusion.uses.end(), [&](auto const &column) {
            return model::find_column(to, column) != nullptr;
        });
        if (possible && !forbids_overlap(to, exclusion)) {
            result.push_back(key_of(exclusion));
        }
    }
    return result;
}

std::vector<model::Check> lost_checks(model::Table const &from, model::Table const &to)
{
    std::vector<model::Check> result;
    std::copy_if(from.checks.begin(), from.checks.end(), std::back_inserter(result),
                 [&](auto const &check) { return !has_check(from, to, check); });
    return result;
}

void compare_rules(plan::Plan const &plan, DriftSource const &source, model::Schema const &target,
                   std::vector<model::Drift> &result)
{
    Rules(plan, source, target, result).run();
}

} // namespace tributary::schema_diff
