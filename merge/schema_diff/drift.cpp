#include "merge/schema_diff/drift.hpp"

#include "merge/model/words.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/plan/write_toml.hpp"
#include "merge/schema_diff/affinity.hpp"
#include "merge/schema_diff/ddl.hpp"
#include "merge/schema_diff/rules.hpp"
#include "merge/schema_diff/type_family.hpp"

#include <algorithm>

namespace tributary::schema_diff {
namespace {

using model::Drift;
using model::Weight;

bool derives(plan::Plan const &plan, std::string const &table)
{
    return std::any_of(plan.derived.begin(), plan.derived.end(),
                       [&](auto const &derived) { return derived.table == table; });
}

bool has_rows(DriftSource const &source, std::string const &table)
{
    auto const found = source.rows.find(table);
    return found == source.rows.end() || found->second > 0;
}

bool is_plain_time(std::string const &type)
{
    return (type.starts_with("timestamp") || type == "date") && !type.ends_with("[]");
}

/// Compares one source with the target.
class Comparison {
public:
    Comparison(plan::Plan const &plan, DriftSource const &source, model::Schema const &target,
               std::vector<Drift> &result)
        : m_plan(plan), m_source(source), m_target(target), m_same_engine(source.schema.engine == target.engine),
          m_types_bind(m_same_engine && model::types_bind(target.engine)), m_result(result)
    {
    }

    void run()
    {
        for (auto const &table : m_source.schema.tables) {
            if (!plan::loads(m_plan, table.label, m_source.name)) {
                continue;
            }
            m_filled = has_rows(m_source, table.label);
            if (auto const *const target = model::find_table(m_target, table.label)) {
                compare_tables(table, *target);
            } else {
                add(table.label, "", "missing_table", Weight::answerable,
                    "the target has no table \"" + table.label + "\", which source \"" + m_source.name + "\" has",
                    "create it there (`before`), name the table that takes its rows (`from` of that table), or leave it out (load = false)",
                    m_same_engine ? missing_types(table.columns) + create_table(table) : "");
            }
        }
    }

private:
    void compare_tables(model::Table const &from, model::Table const &to)
    {
        for (auto const &column : from.columns) {
            auto const *const target = model::find_column(to, column.name);
            if (plan::drops(m_plan, from.label, column.name)) {
                continue;
            }
            if (target != nullptr) {
                compare_columns(from, column, to, *target);
            } else if (!column.generated) {
                add(from.label, column.name, "missing_column", Weight::answerable,
                    "table \"" + from.label + "\" of the target has no column \"" + column.name +
                        "\", which source \"" + m_source.name + "\" has",
                    "add it to the target, name the column that takes its values (`from`), or leave it out (`drop`)",
                    m_same_engine ? missing_types({column}) + add_column(to, column) : "");
            }
        }
        for (auto const &column : to.columns) {
            if (model::find_column(from, column.name) == nullptr || plan::drops(m_plan, from.label, column.name)) {
                compare_without(from, column);
            }
        }
    }

    /// By an expression of the plan.
    bool is_computed(std::string const &table, std::string const &column) const
    {
        return plan::find_set(m_plan, m_source.name, table, column) != nullptr ||
               plan::find_value(m_plan, table, column) != nullptr;
    }

    /// A column of the target that this source does not fill.
    void compare_without(model::Table const &from, model::Column const &column)
    {
        if (column.generated || is_computed(from.label, column.name)) {
            return;
        }
        auto const name = from.label + "." + column.name;
        if (column.not_null && column.default_expression.empty() && !column.identity) {
            if (m_filled) {
                add(from.label, column.name, "missing_column", Weight::answerable,
                    "source \"" + m_source.name + "\" has no column \"" + name +
                        "\", which the target requires; add set = { \"" + name + "\" = \"…\" } to that source",
                    "without a value none of its rows can be loaded", "");
            }
            return;
        }
        auto const filler = column.identity                     ? "numbers that the target generates"
                            : column.default_expression.empty() ? "NULL"
                                                                : "the default, " + column.default_expression;
        add(from.label, column.name, "missing_column", Weight::harmless,
            "source \"" + m_source.name + "\" has no column \"" + name + "\"", "its rows get " + filler, "");
    }

    /// What SQLite's column makes of the source's values.
    void compare_affinity(model::Table const &table, model::Column const &from, model::Column const &to)
    {
        auto const numbers = turns_into_number(from, to);
        if (numbers || loses_digits(from, to)) {
            add(table.label, from.name, "affinity", Weight::by_values,
                "column \"" + m_column + "\" is " + to.type + " in the target and " +
                    (from.type.empty() ? "of no type" : from.type) + " in source \"" + m_source.name + "\"",
                numbers ? "SQLite makes numbers of texts that look like one; one that reads otherwise is refused"
                        : "SQLite turns whole numbers into floating-point numbers there; one beyond 2^53 is refused",
                "");
        }
    }

    void compare_columns(model::Table const &table, model::Column const &from, model::Table const &to_table,
                         model::Column const &to)
    {
        auto const set = is_computed(table.label, from.name);
        if (from.generated || to.generated) {
            compare_generated(table, from, to, set);
            return;
        }
        if (set) {
            return; // its own value is ignored
        }
        m_column = table.label + "." + from.name;
        if (m_types_bind) {
            compare_types(table, from, to_table, to);
        }
        if (!model::types_bind(m_target.engine)) {
            compare_affinity(table, from, to);
        }
        if (is_text_for_instants(from, to)) {
            add(table.label, from.name, "zone", Weight::by_values,
                "column \"" + m_column + "\" is " + to.type + " in the target, and texts in source \"" + m_source.name +
                    "\", which may or may not say in which time zone their times are",
                "say it for those that do not ([[zone]]), or convert them with `set`", "");
        }
        if (!from.not_null && to.not_null && !to.identity) {
            add(table.label, from.name, "nullability", Weight::by_values,
                "column \"" + m_column + "\" may be NULL in source \"" + m_source.name + "\", but not in the target",
                "a row with NULL there is refused; `set` can give it a value", "");
        } else if (from.not_null && !to.not_null) {
            add(table.label, from.name, "nullability", Weight::harmless,
                "column \"" + m_column + "\" may be NULL in the target, but not in source \"" + m_source.name + "\"",
                "the target is less strict", "");
        }
        if (m_same_engine) {
            compare_collations(table, from, to);
            compare_defaults(table, from, to);
        }
    }

    bool is_text_for_instants(model::Column const &from, model::Column const &to) const
    {
        auto const clock = from.type.ends_with("time zone") || from.type == "date";
        return model::types_bind(m_target.engine) && to.type.starts_with("timestamp") &&
               to.type.ends_with("with time zone") && !(clock && model::types_bind(m_source.schema.engine));
    }

    void compare_generated(model::Table const &table, model::Column const &from, model::Column const &to, bool set)
    {
        auto const name = table.label + "." + from.name;
        if (from.generated && !to.generated && !set && m_filled) {
            add(table.label, from.name, "generated", Weight::answerable,
                "column \"" + name + "\" is generated in source \"" + m_source.name + "\" from " + from.generated_as +
                    ", but not in the target",
                "generated values are not read: compute them with set = { " +
                    plan::toml_text(plan::written({table.label, from.name})) +
                    " = \"…\" } in that source, or leave the column out (`drop`)",
                "");
        }
        if (!from.generated && to.generated) {
            add(table.label, from.name, "generated", Weight::by_values,
                "column \"" + name + "\" is generated in the target from " + to.generated_as +
                    ", but not in source \"" + m_source.name + "\"",
                "the target computes the values: `resolve` refuses to lose one that differs, until `drop` names the column",
                "");
        }
    }

    void add_zone(model::Table const &table, model::Column const &from, std::string const &differ)
    {
        auto const is_converted = !from.read_as.empty(); // by a [[zone]]
        add(table.label, from.name, "zone", Weight::answerable,
            differ + (is_converted ? ", as [[zone]] makes it" : ": one does not say in which time zone its times are"),
            is_converted ? "leave this [[zone]] out, or give the target's column the other type in `before`"
            : is_plain_time(from.type)
                ? "say which zone the times without one are in ([[zone]]), or convert them with `set`"
                : "convert the texts of these values with `set`: [[zone]] is about plain times only",
            "");
    }

    void compare_types(model::Table const &table, model::Column const &from, model::Table const &to_table,
                       model::Column const &to)
    {
        auto const fate = fate_of(m_source.schema, from, m_target, to);
        auto const differ = "column \"" + m_column + "\" is " + type_in_words(m_target, to, from) +
                            " in the target and " + type_in_words(m_source.schema, from, to) + " in source \"" +
                            m_source.name + "\"";
        auto const type = [&](Weight weight, std::string const &more, std::string const &means) {
            add(table.label, from.name, "type", weight, differ + more, means, "");
        };
        switch (fate) {
        case Fate::same: compare_within(table, from, to_table, to, differ); break;
        case Fate::as_text:
            if (to.max_length > 0) {
                compare_within(table, from, to_table, to, differ);
            } else {
                type(Weight::harmless, "", "its values are kept as text");
            }
            break;
        case Fate::must_read:
            type(Weight::by_values, "",
                 "each value must be valid as " + to.type + "; the load refuses one that is not");
            break;
        case Fate::may_round:
            if (m_filled) {
                add(table.label, from.name, "type", Weight::answerable, differ + ": values could lose digits",
                    "widen the target's column, or round them with `set`", alter_type(to_table, from));
            }
            break;
        case Fate::other_zone:
            if (m_filled) {
                add_zone(table, from, differ);
            }
            break;
        case Fate::other_fields:
            if (m_filled) {
                type(Weight::answerable, ": fields would be taken for others", "convert the values with `set`");
            }
            break;
        case Fate::must_fit:
            add(table.label, from.name, "type", Weight::by_values, differ, "a value that does not fit is refused",
                alter_type(to_table, from));
            break;
        case Fate::impossible:
            if (m_filled) {
                type(Weight::impossible, "", "the two types have no value in common: `set` must convert them");
            }
            break;
        }
    }

    void compare_collations(model::Table const &table, model::Column const &from, model::Column const &to)
    {
        if (from.collation != to.collation) {
            auto const shown = [](std::string const &collation) {
                return collation.empty() ? "the default" : collation;
            };
            add(table.label, from.name, "collation", Weight::harmless,
                "column \"" + m_column + "\" sorts by " + shown(to.collation) + " in the target and by " +
                    shown(from.collation) + " in source \"" + m_source.name + "\"",
                "values do not change, but their order does, and so may which of them are equal", "");
        }
    }

    /// Types of one family: what they hold may still differ.
    void compare_within(model::Table const &table, model::Column const &from, model::Table const &to_table,
                        model::Column const &to, std::string const &differ)
    {
        auto const *const labels = labels_of(m_source.schema, from.type);
        auto const *const known = labels_of(m_target, to.type);
        if (labels != nullptr && known != nullptr) {
            compare_labels(table, from, to, *labels, *known);
        } else if (to.max_length > 0 && (from.max_length == 0 || from.max_length > to.max_length)) {
            add(table.label, from.name, "length", Weight::by_values, differ,
                "a value longer than " + model::counted(to.max_length, "character", "characters") + " is refused",
                alter_type(to_table, from));
        } else if (from.type != to.type) {
            auto const length = from.max_length != to.max_length;
            add(table.label, from.name, length ? "length" : "type", Weight::harmless, differ,
                "the target accepts every value", "");
        }
    }

    /// Statements for the enums of these columns that the target lacks and that are not proposed yet.
    std::string missing_types(std::vector<model::Column> const &columns) const
    {
        std::string result;
        for (auto const &column : columns) {
            auto const type = column.type.substr(0, column.type.find("[]"));
            auto const *const labels = labels_of(m_source.schema, type);
            if (labels == nullptr || labels_of(m_target, type) != nullptr) {
                continue;
            }
            auto const statement = create_enum(type, *labels) + "\n";
            auto const proposed = std::any_of(m_result.begin(), m_result.end(), [&](auto const &entry) {
                return entry.ddl.find("CREATE TYPE " + type + " AS") != std::string::npos;
            });
            if (!proposed && result.find(statement) == std::string::npos) {
                result += statement;
            }
        }
        return result;
    }

    void compare_labels(model::Table const &table, model::Column const &from, model::Column const &to,
                        std::vector<std::string> const &labels, std::vector<std::string> const &known)
    {
        std::vector<std::string> missing;
        std::string ddl;
        std::string place = known.empty() ? std::string() : "BEFORE " + model::sql_literal(known.front());
        for (auto const &label : labels) {
            if (std::find(known.begin(), known.end(), label) == known.end()) {
                missing.push_back(label);
                ddl += (ddl.empty() ? "" : "\n") + add_label(to.type, label, place);
            }
            place = "AFTER " + model::sql_literal(label);
        }
        if (!missing.empty()) {
            add(table.label, from.name, "enum_label", Weight::by_values,
                "type " + to.type + " of the target lacks labels that column \"" + m_column + "\" of source \"" +
                    m_source.name + "\" may have: " + model::comma_separated(missing),
                "a row with such a label is refused", ddl);
        } else if (labels != known) {
            add(table.label, from.name, "enum_label", Weight::harmless,
                "type " + to.type + " has other labels, or another order of labels, in the target than in source \"" +
                    m_source.name + "\"",
                "the target has every label; the sort order may differ", "");
        }
    }

    void compare_defaults(model::Table const &table, model::Column const &from, model::Column const &to)
    {
        auto const counts = [](model::Column const &column) { return column.identity || !column.sequence.empty(); };
        if (from.default_expression != to.default_expression && !(counts(from) && counts(to))) {
            auto const shown = [&](model::Column const &column) {
                return column.identity                     ? std::string("a generated number")
                       : column.default_expression.empty() ? std::string("none")
                                                           : column.default_expression;
            };
            add(table.label, from.name, "default", Weight::harmless,
                "the default of column \"" + m_column + "\" is " + shown(to) + " in the target and " + shown(from) +
                    " in source \"" + m_source.name + "\"",
                "loaded rows keep their values; new rows get the target's default", "");
        }
    }

    void add(std::string const &table, std::string const &column, std::string const &kind, Weight weight,
             std::string const &sentence, std::string const &means, std::string const &ddl)
    {
        m_result.push_back({m_source.name, table, column, kind, weight, sentence, means, ddl});
    }

    plan::Plan const &m_plan;
    DriftSource const &m_source;
    model::Schema const &m_target;
    bool m_same_engine;
    bool m_types_bind; ///< in both, and they are of one engine: types, checks and keys can be compared
    std::vector<Drift> &m_result;
    std::string m_column;
    bool m_filled = true;
};

} // namespace

std::vector<Drift> drift(plan::Plan const &plan, std::span<DriftSource const> sources, model::Schema const &target)
{
    std::vector<Drift> result;
    for (auto const &source : sources) {
        Comparison(plan, source, target, result).run();
        compare_rules(plan, source, target, result);
    }
    for (auto const &table : target.tables) {
        auto const known = std::any_of(sources.begin(), sources.end(), [&](auto const &source) {
            return model::find_table(source.schema, table.label) != nullptr;
        });
        if (!known && !derives(plan, table.label)) {
            result.push_back({"", table.label, "", "missing_table", Weight::harmless,
                              "no source has a table \"" + table.label + "\", which the target has",
                              "it stays empty; [derive.NAME] can fill it", ""});
        }
    }
    std::stable_sort(result.begin(), result.end(), [](Drift const &a, Drift const &b) {
        auto const whole_table = [](Drift const &entry) { return entry.kind == "missing_table"; };
        return whole_table(a) != whole_table(b) ? whole_table(a) : a.table < b.table;
    });
    return result;
}

} // namespace tributary::schema_diff
