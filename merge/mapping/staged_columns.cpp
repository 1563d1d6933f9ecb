#include "merge/mapping/staged_columns.hpp"

#include "merge/model/expect_found.hpp"

namespace tributary::mapping {

namespace {

/// As t and f; SQLite has no booleans, whatever a column is called.
bool prints_booleans(model::Engine engine)
{
    switch (engine) {
    case model::Engine::postgresql: return true;
    case model::Engine::sqlite: return false;
    }
    return {};
}

staging::ConditionScope scope_of_one(plan::SourcePlan const &source_plan, staging::StagedSource const &source,
                                     model::Table const &table)
{
    auto const &staged = staged_table(source, table.label);
    staging::ConditionScope scope{staged.staged, table.label, {}};
    std::size_t position = 0;
    for (auto const &column : table.columns) {
        if (column.generated) {
            continue;
        }
        auto const &name = staged.columns.at(position++);
        auto const numbered = name.starts_with(column.name + "~"); // SQLite compares names without case
        scope.columns.push_back(
            {name, numbered ? name : column.name, column.type == "boolean" && prints_booleans(source.schema.engine)});
    }
    for (auto const &set : source_plan.set) {
        auto const *const own = model::find_column(table, set.column);
        if (set.table == table.label && (own == nullptr || own->generated)) {
            scope.computed.push_back({set.column, set.expression});
        }
    }
    return scope;
}

} // namespace

staging::StagedTable const &staged_table(staging::StagedSource const &source, std::string const &label)
{
    return model::expect_found(
        source.tables, [&](auto const &one) { return one.label == label; }, "staged table", label);
}

std::string staged_column(staging::StagedSource const &source, model::Table const &table, std::string const &name)
{
    auto const &columns = staged_table(source, table.label).columns;
    std::size_t position = 0;
    for (auto const &column : table.columns) {
        if (column.name == name) {
            return columns.at(position);
        }
        position += column.generated ? 0 : 1;
    }
    return name;
}

staging::ConditionScope condition_scope(plan::Plan const &plan, staging::StagedSource const &source,
                                        model::Table const &table)
{
    auto const &source_plan = model::expect_named(plan.sources, source.name, "source");
    auto scope = scope_of_one(source_plan, source, table);
    for (auto const &one : source.schema.tables) {
        scope.tables.push_back(scope_of_one(source_plan, source, one));
    }
    return scope;
}

} // namespace tributary::mapping
