#include "merge/trial/try_checks.hpp"

#include "merge/model/error.hpp"
#include "merge/model/sql_tokens.hpp"
#include "merge/schema_diff/ddl.hpp"
#include "merge/staging/merged.hpp"
#include "merge/target/merged_rows.hpp"
#include "merge/target/shape.hpp"

#include <algorithm>
#include <optional>

namespace tributary::trial {
namespace {

using Names = std::vector<std::string>;

/// True if the source's own value may not be what the target gets.
bool may_change(model::MappedTable const &table, model::MappedSource const &source, std::string const &name,
                staging::Exceptions const &exceptions)
{
    auto const *const column = model::find_filled(source, name);
    if (column == nullptr) {
        return false;
    }
    return column->offset != 0 || column->computed || !column->declared.empty() ||
           exceptions.has_values(source.table_id, name) ||
           (name == table.name_column && exceptions.decided_tables.contains(source.table_id)) ||
           std::any_of(column->chain.begin(), column->chain.end(), [&](auto const &key) {
               return exceptions.keys.contains({source.source, key});
           });
}

bool has(model::Table const *table, model::Check const &check)
{
    return table != nullptr && std::any_of(table->checks.begin(), table->checks.end(),
                                           [&](auto const &one) { return one.definition == check.definition; });
}

bool is_not_valid(model::Check const &check)
{
    return schema_diff::without_not_valid(check.definition) != check.definition;
}

/// What a domain requires is not in the catalogue. PostgreSQL writes the schema of such a type; of those that are
/// neither numbers nor texts most are enums and composites, whose values a merge does not change.
bool may_be_a_domain(model::Table const &table, std::string const &name)
{
    auto const &column = *model::find_column(table, name);
    return column.kind != model::Kind::other && column.type.find('.') != std::string::npos;
}

bool is_of_same_type(model::MappedTable const &table, model::MappedSource const &source, std::string const &name)
{
    auto const *const own = model::find_column(*source.table, name);
    return own != nullptr && own->type == model::find_column(table.target, name)->type;
}

/// The columns of which the target has to be shown the values.
Names doubtful(model::MappedTable const &table, model::MappedSource const &source,
               staging::Exceptions const &exceptions)
{
    auto const loaded = staging::loaded_columns(source);
    auto const changes = [&](std::string const &name) { return may_change(table, source, name, exceptions); };
    Names asked;
    for (auto const &check : table.target.checks) {
        auto const columns = model::columns_in(check.definition, loaded);
        auto const vouched = has(source.table, check) && std::none_of(columns.begin(), columns.end(), changes);
        if (!vouched && !is_not_valid(check)) {
            asked.insert(asked.end(), columns.begin(), columns.end());
        }
    }
    Names result;
    for (auto const &name : loaded) {
        if (std::find(asked.begin(), asked.end(), name) != asked.end() ||
            (may_be_a_domain(table.target, name) && (changes(name) || !is_of_same_type(table, source, name)))) {
            result.push_back(name);
        }
    }
    return result;
}

/// In the words of the real table, and with what helps before the load.
model::Error refused(model::Error const &error, std::string const &table)
{
    std::string sentence = error.what();
    std::string const trial = "relation \"tributary_trial\"";
    if (auto const at = sentence.find(trial); at != std::string::npos) {
        sentence.replace(at, trial.size(), "relation \"" + table + "\"");
    }
    return {
        error.exit, sentence,
        "rows must satisfy the target's checks when they are loaded: fix the row in the source, `set` the column, leave "
        "the row out (`where`), or change the rule that gives the value"};
}

} // namespace

void try_checks(plan::Plan const &plan, staging::Staging const &staging,
                std::vector<staging::StagedSource> const &sources, model::Mapping const &mapping)
{
    auto const exceptions = staging::read_exceptions(staging);
    std::optional<target::TargetTrial> trial;
    for (auto const &table : mapping) {
        auto const &checks = table.target.checks;
        for (auto const &source : table.sources) {
            auto const columns = doubtful(table, source, exceptions);
            auto const would_be_held_to_more = std::any_of(checks.begin(), checks.end(), [&](auto const &check) {
                return is_not_valid(check) && !model::columns_in(check.definition, columns).empty();
            });
            if (source.rows == 0 || columns.empty() || would_be_held_to_more) {
                continue;
            }
            if (!trial) {
                trial.emplace(target::try_target(plan, sources));
            }
            auto &target = *trial->target;
            target::MergedRows rows(staging, sources, trial->shape.schema.engine, table, source, columns, exceptions);
            try {
                auto const writer =
                    target.write(target.trial_table(table.target, columns, databases::Asks::values), columns);
                rows.each([&](model::Row row) { writer->write(row); });
                writer->finish();
            } catch (databases::RowRefused const &failure) {
                throw refused(rows.refused(failure.row, failure.what()), table.target.name);
            }
        }
    }
}

} // namespace tributary::trial
