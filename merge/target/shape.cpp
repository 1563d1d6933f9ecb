#include "merge/target/shape.hpp"

#include "merge/job/addresses.hpp"
#include "merge/job/loaded.hpp"
#include "merge/model/rights.hpp"
#include "merge/staging/merged.hpp"
#include "merge/target/provenance.hpp"

#include <algorithm>
#include <iterator>

namespace tributary::target {
namespace {

[[noreturn]] void refuse(std::string const &sentence, std::string const &next)
{
    throw model::Error(model::Exit::refused, "target: " + sentence + "; nothing was changed", next);
}

std::vector<model::Table> tables_called(model::Schema const &schema, std::vector<std::string> const &labels)
{
    std::vector<model::Table> result;
    std::copy_if(schema.tables.begin(), schema.tables.end(), std::back_inserter(result), [&](auto const &table) {
        return std::find(labels.begin(), labels.end(), table.label) != labels.end();
    });
    return result;
}

} // namespace

void refuse_recorded(databases::Target &target, plan::Plan const &plan, model::Engine engine)
{
    auto const run = recorded_run(target, engine);
    if (run && run->name.empty()) {
        refuse("it holds a record of tributary, in which the run is missing",
               "`tributary audit PLAN --check` says what was changed in it\na new load needs an empty target");
    }
    if (run) {
        refuse("it holds run \"" + run->name + "\" already",
               job::way_to_verify(plan, run->digest) + "\na new load needs an empty target");
    }
}

void refuse_filled(databases::Target &target, plan::Plan const &plan, std::span<std::string const> tables)
{
    auto const schema = target.schema();
    refuse_recorded(target, plan, schema.engine);
    for (auto const &table : schema.tables) {
        if (std::find(tables.begin(), tables.end(), table.label) == tables.end()) {
            continue;
        }
        if (!plan.target.create.empty()) {
            refuse("it has a table \"" + table.label + "\" already, and the plan says create = \"" +
                       plan.target.create + "\"",
                   "empty the target, or leave `create` out if its tables are to be filled");
        }
        if (!target.query("SELECT 1 FROM " + model::sql_name(table) + " LIMIT 1").empty()) {
            refuse("table \"" + table.label + "\" is not empty", "a load needs an empty target");
        }
    }
}

model::CreateScript create_script(plan::Plan const &plan, std::span<staging::StagedSource const> sources)
{
    auto const found =
        std::find_if(sources.begin(), sources.end(), [&](auto const &one) { return one.name == plan.target.create; });
    return found == sources.end() ? model::CreateScript{} : found->create;
}

void make_tables(databases::Target &target, plan::Plan const &plan, model::CreateScript const &script)
{
    if (!plan.target.create.empty()) {
        target.create(script);
    }
    if (plan.target.before) {
        target.run_script(plan.target.before->file.string(), plan.target.before->text);
    }
}

void finish_tables(databases::Target &target, plan::Plan const &plan, model::CreateScript const &script)
{
    target.complete(script);
    if (plan.target.after) {
        target.run_script(plan.target.after->file.string(), plan.target.after->text);
    }
}

TargetTrial try_target(plan::Plan const &plan, std::span<staging::StagedSource const> sources)
{
    TargetTrial trial{databases::open_target_for_trial(job::target_address(plan)), {}};
    auto const &target = trial.target;
    std::vector<std::string> labels;
    for (auto const &source : sources) {
        for (auto const &table : source.tables) {
            labels.push_back(table.label);
        }
    }
    for (auto const &derived : plan.derived) {
        labels.push_back(derived.table);
    }
    refuse_filled(*target, plan, labels);
    model::refuse_without(target->missing_rights(tables_called(target->schema(), labels)), "target");
    auto const script = create_script(plan, sources);
    make_tables(*target, plan, script);
    trial.shape.before_rows = target->schema();
    finish_tables(*target, plan, script);
    trial.shape.schema = target->schema();
    trial.shape.not_valid = target->broken_constraints(trial.shape.schema.tables);
    if (!plan.target.create.empty()) {
        trial.shape.foreign_code = target->foreign_code();
        trial.shape.powers = target->powers();
        target->disarm();
    }
    return trial;
}

TargetShape shape_of_target(plan::Plan const &plan, std::span<staging::StagedSource const> sources)
{
    return try_target(plan, sources).shape;
}

void refuse_late(plan::Plan const &plan, TargetShape const &shape, std::string const &label,
                 std::vector<std::string> const &filled)
{
    auto const refused = [&](std::string const &what, std::string const &next) {
        return plan::plan_error(plan, plan.target.position, what, next);
    };
    auto const *const table = model::find_table(shape.before_rows, label);
    if (table == nullptr) {
        throw refused("table \"" + label +
                          "\" of the target is created by `after`, which runs when its rows are loaded already",
                      "create it in `before`");
    }
    for (auto const &name : filled) {
        if (model::find_column(*table, name) == nullptr) {
            throw refused("column \"" + label + "." + name +
                              "\" of the target is created by `after`, which runs when its rows are loaded already",
                          "create it in `before`");
        }
    }
    auto const &finished = *model::find_table(shape.schema, label);
    for (auto const &column : table->columns) {
        auto const demanded =
            column.not_null && column.default_expression.empty() && !column.identity && !column.generated;
        auto const comes = std::find(filled.begin(), filled.end(), column.name) != filled.end();
        auto const *const later = model::find_column(finished, column.name);
        if (demanded && !comes && (later == nullptr || *later != column)) {
            throw refused("column \"" + label + "." + column.name +
                              "\" of the target is changed by `after`, but requires a value when the rows are loaded",
                          "change it in `before`");
        }
    }
}

void refuse_late(plan::Plan const &plan, TargetShape const &shape, model::Mapping const &mapping)
{
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            if (source.rows > 0) {
                refuse_late(plan, shape, table.target.label, staging::loaded_columns(source));
            }
        }
    }
}

model::Schema without_values(model::Schema schema)
{
    for (auto &sequence : schema.sequences) {
        sequence.last = 0;
        sequence.called = false;
    }
    return schema;
}

} // namespace tributary::target
