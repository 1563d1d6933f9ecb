#include "merge/trial/refused_rows.hpp"

#include "merge/model/sql_tokens.hpp"
#include "merge/schema_diff/ddl.hpp"
#include "merge/schema_diff/exceeded.hpp"
#include "merge/schema_diff/lost_checks.hpp"
#include "merge/staging/catalogue.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/merged.hpp"
#include "merge/target/foreign_code.hpp"
#include "merge/target/scratch.hpp"
#include "merge/trial/check_trial.hpp"
#include "merge/trial/refused_by_type.hpp"
#include "merge/trial/scratch_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>

namespace tributary::trial {
namespace {

using Names = std::vector<std::string>;
using RowsOfSource = std::set<RowOfSource>;

bool is_not_valid(model::Check const &check)
{
    return schema_diff::without_not_valid(check.definition) != check.definition;
}

std::string name_of(model::Check const &check, Names const &columns)
{
    auto name = check.name;
    if (name.empty()) {
        name = "check";
        for (auto const &column : columns) {
            name += "_" + column;
        }
    }
    return name;
}

/// True if the source has the same CHECK and the merge changes nothing that it looks at.
bool vouches(model::MappedTable const &table, model::MappedSource const &source, model::Check const &check,
             Names const &columns, staging::Exceptions const &exceptions)
{
    auto const &own = source.table->checks;
    return source.table->engine == table.target.engine && // the same words may mean something else to another engine
           std::any_of(own.begin(), own.end(),
                       [&](auto const &one) { return one.definition == check.definition && !is_not_valid(one); }) &&
           std::none_of(columns.begin(), columns.end(),
                        [&](auto const &name) { return may_change(table, source, name, exceptions); });
}

/// True if the table takes values of its types only.
bool binds_types(model::Schema const &schema, std::string const &label)
{
    return model::types_bind(schema.engine) ||
           std::any_of(schema.routines.begin(), schema.routines.end(), [&](auto const &one) {
               return one.kind == "table option" && one.name == "STRICT" && one.table == label;
           });
}

class Finder {
public:
    Finder(job::Job const &job, staging::Staging const &staging, std::vector<staging::StagedSource> const &sources,
           model::Schema const &target)
        : m_job(job), m_staging(staging), m_sources(sources), m_target(target),
          m_exceptions(staging::read_exceptions(staging)), m_is_open(staging::undecided(staging) > 0),
          m_trial(job.plan, sources)
    {
    }

    void add_unfit(schema_diff::Unfit const &unfit)
    {
        auto const &source = unfit.table->sources.at(unfit.source);
        auto const is_null = unfit.limit.of == model::Limit::Of::null;
        if (is_null ? is_to_be_filled(*unfit.table, source, unfit.limit.column)
                    : is_to_change(*unfit.table, source, unfit.limit.column)) {
            return;
        }
        auto const column = unfit.limit.table + "." + unfit.limit.column;
        auto const &type = model::find_column(unfit.table->target, unfit.limit.column)->type;
        add(*unfit.table, column + (unfit.limit.of == model::Limit::Of::null ? " NOT NULL" : " " + type),
            fmt::format("\"{}\" {} in the target", column, schema_diff::rule_of(unfit.limit)), {unfit.limit.column},
            unfit.source, unfit.rows);
    }

    void look_at_types(model::MappedTable const &table)
    {
        for (std::size_t place = 0; place < table.sources.size(); ++place) {
            auto const &source = table.sources[place];
            auto columns = columns_of_open_type(table, source, m_exceptions, binds_types(m_target, table.target.label));
            std::erase_if(columns, [&](auto const &name) {
                return has_unfit(table, name) || is_to_change(table, source, name) || // known already, or not yet
                       vouches_for_type(table, source, name);
            });
            if (source.rows == 0 || columns.empty()) {
                continue;
            }
            for (auto const &refused :
                 refused_by_type(m_trial.target(), m_staging, table, source, columns, m_exceptions)) {
                auto const column = table.target.label + "." + refused.column;
                auto const &type = model::find_column(table.target, refused.column)->type;
                add(table, column + " " + type, fmt::format("\"{}\" has the type {} in the target", column, type),
                    {refused.column}, place, refused.rows);
            }
        }
    }

    void look_at_checks(model::MappedTable const &table)
    {
        Names names;
        for (auto const &column : table.target.columns) {
            names.push_back(column.name);
        }
        auto const refused = refused_of(table);
        for (auto const &check : table.target.checks) {
            auto const columns = model::columns_in(check.definition, names);
            std::vector<std::size_t> places;
            for (std::size_t place = 0; place < table.sources.size(); ++place) {
                auto const &source = table.sources[place];
                auto const changes = std::any_of(columns.begin(), columns.end(),
                                                 [&](auto const &name) { return is_to_change(table, source, name); });
                if (source.rows > 0 && !changes && !vouches(table, source, check, columns, m_exceptions) &&
                    !target::filled_columns(source, columns).empty()) {
                    places.push_back(place);
                }
            }
            if (!places.empty() && looks_at_rows(table, check)) {
                try_check(table, check, columns, places, refused);
            }
        }
    }

    std::vector<RefusedRows> result() { return std::move(m_result); }

private:
    /// Of tables of SQLite that are STRICT both, and have one type.
    bool vouches_for_type(model::MappedTable const &table, model::MappedSource const &source,
                          std::string const &column) const
    {
        auto const *const own = model::find_column(*source.table, column);
        auto const from = std::find_if(m_sources.begin(), m_sources.end(),
                                       [&](auto const &one) { return one.name == source.source_name; });
        return from != m_sources.end() && !model::types_bind(table.target.engine) &&
               source.table->engine == table.target.engine && own != nullptr &&
               own->type == model::find_column(table.target, column)->type &&
               binds_types(from->schema, source.table->label) && !may_change(table, source, column, m_exceptions);
    }

    /// True if the constraint is there when the rows come: what is made behind them as NOT VALID looks at none.
    bool looks_at_rows(model::MappedTable const &table, model::Check const &check)
    {
        if (!is_not_valid(check)) {
            return true;
        }
        if (!m_before_rows) {
            m_before_rows = staging::from_json(m_staging.property("target_before_rows").value_or("{}"));
        }
        auto const *const before = model::find_table(*m_before_rows, table.target.label);
        return before != nullptr && std::any_of(before->checks.begin(), before->checks.end(),
                                                [&](auto const &one) { return one.name == check.name; });
    }

    /// True if an open question may still change the value.
    bool is_to_change(model::MappedTable const &table, model::MappedSource const &source,
                      std::string const &column) const
    {
        return m_is_open && (column == table.name_column || may_change(table, source, column, m_exceptions));
    }

    /// The same of a NULL: what a reference leads to does not change that it leads nowhere.
    bool is_to_be_filled(model::MappedTable const &table, model::MappedSource const &source,
                         std::string const &column) const
    {
        return m_is_open && (column == table.name_column || m_exceptions.has_values(source.table_id, column));
    }

    bool has_unfit(model::MappedTable const &table, std::string const &column) const
    {
        return std::any_of(m_result.begin(), m_result.end(), [&](auto const &one) {
            return one.table == &table && one.columns == Names{column} && !one.constraint.ends_with(" NOT NULL");
        });
    }

    RowsOfSource refused_of(model::MappedTable const &table) const
    {
        RowsOfSource rows;
        for (auto const &one : m_result) {
            if (one.table == &table) {
                rows.insert(one.rows.begin(), one.rows.end());
            }
        }
        return rows;
    }

    void try_check(model::MappedTable const &table, model::Check const &check, Names const &columns,
                   std::vector<std::size_t> const &places, RowsOfSource const &refused)
    {
        std::map<std::size_t, std::vector<std::int64_t>> found;
        auto const error = m_trial.attempt([&](auto &target) {
            auto const scratch = fill_scratch(target, m_staging, table, columns, m_exceptions, places,
                                              [&](std::size_t place, std::int64_t row) {
                                                  return !refused.contains({place, row});
                                              });
            auto const select = "SELECT \"tributary.source\", \"tributary.row\" FROM " + model::sql_name(scratch) +
                                " AS " + model::sql_name(table.target.name) + " WHERE NOT (" +
                                schema_diff::condition_of(check.definition) + ") ORDER BY 1, 2";
            if (!m_job.plan.target.create.empty()) {
                target::refuse_calls(target, select);
            }
            for (auto const &row : target.query(select)) {
                found[std::stoul(row[0].value_or("0"))].push_back(std::stoll(row[1].value_or("0")));
            }
        });
        if (error && (error->exit == model::Exit::unreachable || error->exit == model::Exit::busy)) {
            throw model::Error(*error);
        }
        auto const name = name_of(check, columns);
        if (error) {
            m_job.progress.warn(fmt::format("resolve: whether rows meet the constraint \"{}\" of table \"{}\" of the "
                                            "target is seen by the load only: {}",
                                            name, table.target.label, error->what()));
            return;
        }
        auto const constraint = table.target.label + "." + name;
        for (auto const &[place, rows] : found) {
            add(table, constraint, fmt::format("the target requires {} ({})", check.definition, constraint), columns,
                place, rows);
        }
    }

    void add(model::MappedTable const &table, std::string const &constraint, std::string const &rule,
             Names const &columns, std::size_t source, std::vector<std::int64_t> const &rows)
    {
        auto found = std::find_if(m_result.begin(), m_result.end(),
                                  [&](auto const &one) { return one.table == &table && one.constraint == constraint; });
        if (found == m_result.end()) {
            m_result.push_back({&table, constraint, rule, columns, {}});
            found = std::prev(m_result.end());
        }
        std::transform(rows.begin(), rows.end(), std::back_inserter(found->rows), [&](auto row) {
            return RowOfSource{source, row};
        });
        std::sort(found->rows.begin(), found->rows.end());
    }

    job::Job const &m_job;
    staging::Staging const &m_staging;
    std::vector<staging::StagedSource> const &m_sources;
    model::Schema const &m_target;
    staging::Exceptions m_exceptions;
    bool m_is_open; ///< there are questions about other things
    CheckTrial m_trial;
    std::optional<model::Schema> m_before_rows;
    std::vector<RefusedRows> m_result;
};

} // namespace

std::vector<RefusedRows> find_refused_rows(job::Job const &job, staging::Staging const &staging,
                                           std::vector<staging::StagedSource> const &sources,
                                           model::Schema const &target, model::Mapping const &mapping)
{
    Finder finder(job, staging, sources, target);
    for (auto const &unfit : schema_diff::unfit_values(job.plan, staging, sources, target, mapping)) {
        finder.add_unfit(unfit);
    }
    for (auto const &table : mapping) {
        finder.look_at_types(table);
        finder.look_at_checks(table);
    }
    return finder.result();
}

} // namespace tributary::trial
