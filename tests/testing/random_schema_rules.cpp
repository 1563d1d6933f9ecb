#include "tests/testing/random_schema_rules.hpp"

#include <algorithm>

namespace tributary::testing {

namespace {

using Texts = std::vector<std::string>;

bool is_part_of_key(SchemaTable const &child, SchemaReference const &reference)
{
    return child.keys.front().primary && child.keys.front().columns.front() == reference.columns.front() && !child.bare;
}

/// A composite key has no [[reference]] of its own, so its parent stays whole.
bool may_not_shrink(RandomSchema const &schema, SchemaTable const &table)
{
    return std::any_of(schema.tables.begin(), schema.tables.end(), [&](auto const &other) {
        return std::any_of(other.references.begin(), other.references.end(), [&](auto const &reference) {
            return reference.table == table.name && (reference.columns.size() > 1 || is_part_of_key(other, reference));
        });
    });
}

std::string policy_for(RandomSchema const &schema, SchemaTable const &table, SchemaReference const &reference,
                       Dice &dice)
{
    Texts policies{"drop-row"};
    if (may_not_shrink(schema, table)) {
        policies.clear();
    }
    if (!reference.required && reference.form != Form::keys) {
        policies.emplace_back("null");
    }
    if (reference.form != Form::declared) {
        policies.emplace_back("keep");
    }
    return policies.empty() ? "drop-row" : dice.one_of(policies);
}

} // namespace

bool may_be_left_out(SchemaTable const &table)
{
    return table.drafts || std::any_of(table.references.begin(), table.references.end(),
                                       [](auto const &one) { return one.dangling == "drop-row"; });
}

void keep_what_others_refer_to(RandomSchema &schema)
{
    for (auto &table : schema.tables) {
        for (auto &key : table.keys) {
            auto const referred = std::any_of(schema.tables.begin(), schema.tables.end(), [&](auto const &other) {
                return std::any_of(other.references.begin(), other.references.end(), [&](auto const &reference) {
                    return reference.table == table.name && reference.to.size() > 1 &&
                           std::find(reference.to.begin(), reference.to.end(), key.column) != reference.to.end();
                });
            });
            if (referred) {
                key.policy = "keep-first";
                key.column.clear();
            }
        }
    }
}

void decide_what_dangles(RandomSchema &schema, SchemaFeatures const &features, Dice &dice)
{
    bool changed = true;
    while (changed) { // what a row is left out for may leave out what refers to it
        changed = false;
        for (auto &table : schema.tables) {
            for (auto &reference : table.references) {
                bool const soft = reference.form != Form::declared;
                if (soft && features.dangling && reference.astray == 0 && dice.percent(15)) {
                    reference.astray = reference.form == Form::keys ? 0 : 12;
                }
                bool const may = reference.astray > 0 || may_be_left_out(schema.table(reference.table));
                bool const sayable = reference.columns.size() == 1 && reference.form != Form::mention;
                if (may && sayable && reference.dangling.empty()) {
                    reference.dangling = policy_for(schema, table, reference, dice);
                    changed = true;
                }
            }
        }
    }
}

void rename(RandomSchema &schema, SchemaFeatures const &features, Dice &dice)
{
    for (auto &table : schema.tables) {
        for (auto const &source : schema.sources) {
            bool const of_users = table.name == "users" || table.name == "keys";
            if ((schema.create && source == schema.sources[0]) || (of_users && !features.users_renamed)) {
                continue;
            }
            if (features.renames && dice.percent(15)) {
                table.from[source] = "old " + table.name;
            }
            for (auto const &column : table.columns) {
                // a condition of the plan is said once for all sources, in the staged row's words
                bool const in_conditions = column.name == "state" || column.name == "subject_type";
                if (features.renames && !in_conditions && dice.percent(7)) {
                    table.columns_from[source][column.name] = column.name + "_was";
                }
            }
            if (features.dropped && dice.percent(12)) {
                table.legacy[source] = "legacy";
            }
        }
    }
}

} // namespace tributary::testing
