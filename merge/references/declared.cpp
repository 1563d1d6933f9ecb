#include "merge/references/declared.hpp"

#include "merge/model/nearest.hpp"
#include "merge/references/path.hpp"
#include "merge/references/references.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace tributary::references {
namespace {

using Holds = model::DeclaredReference::Holds;

Holds holds(plan::ReferencePlan const &reference)
{
    return reference.array            ? Holds::array
           : !reference.path.empty()  ? (reference.keys ? Holds::keys : Holds::path)
           : !reference.regex.empty() ? Holds::text
                                      : Holds::value;
}

model::Column const *column_of(model::Schema const &schema, plan::ColumnName const &name)
{
    auto const *const table = model::find_table(schema, name.table);
    return table == nullptr ? nullptr : model::find_column(*table, name.column);
}

/// Some source must have it.
void require(plan::Plan const &plan, std::span<model::Schema const> schemas, plan::ColumnName const &name,
             plan::Position position)
{
    std::vector<std::string> tables;
    std::vector<std::string> columns;
    for (auto const &schema : schemas) {
        for (auto const &table : schema.tables) {
            tables.push_back(table.label);
            for (auto const &column : table.columns) {
                if (table.label == name.table) {
                    columns.push_back(column.name);
                }
            }
        }
    }
    if (columns.empty()) {
        throw plan::plan_error(plan, position, "no source has a table \"" + name.table + "\"",
                               model::did_you_mean(name.table, tables));
    }
    if (std::find(columns.begin(), columns.end(), name.column) == columns.end()) {
        throw plan::plan_error(plan, position,
                               "no source has a column \"" + name.column + "\" in table \"" + name.table + "\"",
                               model::did_you_mean(name.column, columns));
    }
}

/// True if a value identifies a row: the column is unique, or its database numbers the rows in it.
bool is_key(plan::Plan const &plan, model::Schema const &schema, plan::ColumnName const &name)
{
    if (name == plan::ColumnName{plan.users.table, plan.users.name} ||
        name == plan::ColumnName{plan.users.table, plan.users.id}) {
        return true;
    }
    auto const *const table = model::find_table(schema, name.table);
    auto const *const column = table == nullptr ? nullptr : model::find_column(*table, name.column);
    return column != nullptr && (is_numbered(*table, *column) || unique_in_source(*table, std::vector{name.column}));
}

/// Why a column of this type cannot hold references in this way, or nothing.
std::string misfit(plan::ReferencePlan const &reference, model::Column const &column, model::Engine engine)
{
    auto const way = holds(reference);
    auto const &type = column.type;
    auto const is_array = type.ends_with("[]");
    if (way != Holds::value && column.kind == model::Kind::integer) {
        return "holds integers, each of which is at most one id";
    }
    if (!model::types_bind(engine) || way == Holds::value) {
        return way == Holds::value && is_array ? "is an array: `array = true`" : "";
    }
    auto const is_json = type == "json" || type == "jsonb";
    if (way == Holds::array && !is_array) {
        return "is not an array";
    }
    if (way == Holds::path || way == Holds::keys) {
        if (is_json && reference.format != model::Format::json) {
            return "holds JSON: `format` \"php\" is for texts";
        }
        return is_json || type == "bytea" || column.kind == model::Kind::text ? "" : "holds neither JSON nor text";
    }
    auto const type_name = type.substr(type.rfind('.') == std::string::npos ? 0 : type.rfind('.') + 1);
    auto const is_text = column.kind == model::Kind::text || type_name == "citext" || type_name == "ltree";
    return way == Holds::text && !is_text ? "does not hold text" : "";
}

/// A value is one id or name, so that for each row there is one thing that it refers to.
void refuse_second(plan::Plan const &plan, plan::ReferencePlan const &second)
{
    for (auto const &first : plan.references) {
        if (&first == &second) {
            return;
        }
        auto const always = [](auto const &reference) {
            return holds(reference) == Holds::value && reference.when.empty();
        };
        if (always(first) && always(second) && first.from == second.from) {
            throw plan::plan_error(plan, second.position,
                                   "column \"" + second.from.table + "." + second.from.column + "\" refers to \"" +
                                       first.to.table + "." + first.to.column + "\" already, in every row",
                                   "use `when` to say to which rows each of the two [[reference]] applies");
        }
    }
}

} // namespace

void check_references(plan::Plan const &plan, std::span<model::Schema const> schemas)
{
    for (auto const &reference : plan.references) {
        require(plan, schemas, reference.from, reference.from_position);
        require(plan, schemas, reference.to, reference.to_position);
        refuse_second(plan, reference);
        auto const to = reference.to.table + "." + reference.to.column;
        for (std::size_t i = 0; i < schemas.size() && i < plan.sources.size(); ++i) {
            if (plan.sources[i].name == reference.source && column_of(schemas[i], reference.to) == nullptr) {
                throw plan::plan_error(plan, reference.source_position,
                                       "`source`: \"" + reference.source + "\" has no column \"" + to + "\"");
            }
        }
        if (std::none_of(schemas.begin(), schemas.end(),
                         [&](auto const &schema) { return is_key(plan, schema, reference.to); })) {
            throw plan::plan_error(
                plan, reference.to_position, "`to`: \"" + to + "\" is neither an id nor the users' name",
                "a reference must lead to a primary key, to a column that is unique by itself, or to \"" +
                    plan.users.table + "." + plan.users.name + "\"");
        }
        for (auto const &schema : schemas) {
            auto const *const column = column_of(schema, reference.from);
            auto const why = column == nullptr ? "" : misfit(reference, *column, schema.engine);
            if (!why.empty()) {
                throw plan::plan_error(plan, reference.position,
                                       "column \"" + reference.from.table + "." + reference.from.column + "\" (" +
                                           column->type + ") " + why);
            }
        }
        if (!reference.path.empty()) {
            try {
                check_path(reference.path, reference.format, !reference.regex.empty());
            } catch (std::invalid_argument const &error) {
                throw plan::plan_error(plan, reference.position, "`path` \"" + reference.path + "\": " + error.what(),
                                       "such as $.owner, $.watchers[*], $.log[*].user or $[*]");
            }
        }
        auto const way = holds(reference);
        auto const in_text = !reference.regex.empty();
        if (reference.dangling.says(plan::Dangling::null) && (in_text || way == Holds::keys)) {
            throw plan::plan_error(
                plan, reference.position,
                "`dangling`: an id inside a text, or one that is the key of an object, cannot become NULL",
                "allowed here: stop, keep, drop-row");
        }
    }
}

bool is_foreign_key(plan::ReferencePlan const &reference, model::Schema const &schema)
{
    auto const *const from = column_of(schema, reference.from);
    auto const *const to = column_of(schema, reference.to);
    return holds(reference) == Holds::value && reference.when.empty() && reference.source.empty() && from != nullptr &&
           to != nullptr && (from->kind == model::Kind::integer) == (to->kind == model::Kind::integer);
}

std::vector<model::DeclaredReference> declared_references(plan::Plan const &plan, model::Schema const &schema,
                                                          std::string const &table, std::string const &column,
                                                          std::span<model::Schema const> all)
{
    auto const number_of = [&](std::string const &source) -> std::optional<std::uint32_t> {
        for (std::uint32_t number = 0; number < plan.sources.size(); ++number) {
            if (plan.sources[number].name == source) {
                return number;
            }
        }
        return std::nullopt;
    };
    std::vector<model::DeclaredReference> result;
    for (std::size_t position = 0; position < plan.references.size(); ++position) {
        auto const &reference_plan = plan.references[position];
        auto const of = number_of(reference_plan.source);
        auto const &owner = of && *of < all.size() ? all[*of] : schema; // the catalogue of what it refers to
        auto const *const from = column_of(schema, reference_plan.from);
        auto const *const to = column_of(owner, reference_plan.to);
        if (reference_plan.from != plan::ColumnName{table, column} || from == nullptr || to == nullptr ||
            is_foreign_key(reference_plan, schema)) {
            continue;
        }
        model::DeclaredReference declared;
        declared.position = position;
        declared.when = reference_plan.when;
        declared.holds = holds(reference_plan);
        declared.format = reference_plan.format;
        declared.pattern = declared.holds == Holds::text ? reference_plan.regex : reference_plan.path;
        declared.as_text = to->kind == model::Kind::integer && from->kind != model::Kind::integer;
        declared.ids_of = of;
        declared.chain = chain_of(owner, reference_plan.to.table, reference_plan.to.column);
        declared.chain.insert(declared.chain.begin(), KeyColumn{reference_plan.to.table, reference_plan.to.column});
        result.push_back(std::move(declared));
    }
    return result;
}

} // namespace tributary::references
