#include "merge/uniqueness/judged_by_target.hpp"

#include "merge/job/addresses.hpp"
#include "merge/model/sql_tokens.hpp"
#include "merge/target/conversion.hpp"
#include "merge/target/shape.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace tributary::uniqueness {
namespace {

/// In PostgreSQL a row value with a NULL inside is neither NULL nor NOT NULL.
char const *is_given(model::Engine engine)
{
    switch (engine) {
    case model::Engine::postgresql: return " IS DISTINCT FROM NULL";
    case model::Engine::sqlite: return " IS NOT NULL";
    }
    return "";
}

/// For rows that are sorted and grouped, all of a table at once.
char const *settings(model::Engine engine)
{
    switch (engine) {
    case model::Engine::postgresql: return "SET LOCAL work_mem = '64MB'";
    case model::Engine::sqlite: return "";
    }
    return "";
}

/// The columns that rows need so that the target can compute the key.
std::vector<std::string> columns_for(model::MappedTable const &table, model::UniqueKey const &key)
{
    auto const generated = std::any_of(key.uses.begin(), key.uses.end(), [&](auto const &name) {
        return model::find_column(table.target, name)->generated;
    });
    if (!generated) {
        return key.uses;
    }
    std::vector<std::string> all;
    for (auto const &column : table.target.columns) {
        all.push_back(column.name);
    }
    return all;
}

/// A default that is another value for every row.
bool is_always_new(model::Column const &column)
{
    if (column.identity || !column.sequence.empty()) {
        return true;
    }
    constexpr std::array<std::string_view, 5> unique_functions{"nextval(", "gen_random_uuid()", "uuid_generate_v1()",
                                                               "uuid_generate_v4()", "uuidv7()"};
    auto const &text = column.default_expression;
    return std::any_of(unique_functions.begin(), unique_functions.end(),
                       [&](auto function) { return text.find(function) != std::string::npos; });
}

bool is_defaulted(model::MappedSource const &source, std::string const &name, model::Column const &column)
{
    return !column.generated && model::find_filled(source, name) == nullptr;
}

/// True if this source's rows get a value of their own in each row: they collide with nothing.
bool never_collides(model::MappedTable const &table, model::MappedSource const &source, model::UniqueKey const &key)
{
    return std::any_of(key.parts.begin(), key.parts.end(), [&](model::KeyPart const &part) {
        auto const *const column = part.column.empty() ? nullptr : model::find_column(table.target, part.column);
        return column != nullptr && is_defaulted(source, part.column, *column) && is_always_new(*column);
    });
}

/// The query for all rows of the scratch table whose key another row has too.
std::string groups_sql(model::MappedTable const &table, model::UniqueKey const &key, model::Table const &scratch,
                       bool only_whether)
{
    std::string parts;
    std::string where = key.predicate.empty() ? "" : " WHERE (" + key.predicate + ")";
    for (auto const &part : key.parts) {
        parts += (parts.empty() ? "" : ", ") + part.expression;
        if (!key.nulls_not_distinct) {
            where += (where.empty() ? " WHERE " : " AND ") + part.expression + is_given(table.target.engine);
        }
    }
    auto const rows = " FROM " + model::sql_name(scratch) + where;
    if (only_whether) {
        return "SELECT 1" + rows + " GROUP BY " + parts + " HAVING count(*) > 1 LIMIT 1";
    }
    return "SELECT \"tributary.group\", \"tributary.source\", \"tributary.row\" FROM (SELECT \"tributary.source\", "
           "\"tributary.row\", dense_rank() OVER (ORDER BY " +
           parts + ") AS \"tributary.group\", count(*) OVER (PARTITION BY " + parts + ") AS \"tributary.count\"" +
           rows + ") AS found WHERE \"tributary.count\" > 1";
}

} // namespace

TargetJudge::TargetJudge(plan::Plan const &plan, staging::Staging const &staging,
                         std::span<staging::StagedSource const> sources)
    : m_plan(plan), m_staging(staging), m_sources(sources)
{
}

TargetJudge::~TargetJudge() = default;

void TargetJudge::open()
{
    if (m_target == nullptr) {
        auto const address = job::target_address(m_plan);
        m_target = databases::open_target_for_trial(address);
        auto const script = target::create_script(m_plan, m_sources);
        target::make_tables(*m_target, m_plan, script);
        target::finish_tables(*m_target, m_plan, script);
        m_target->execute(settings(databases::engine_of(address)));
    }
}

std::string TargetJudge::why_not(model::MappedTable const &table, model::MappedSource const &source,
                                 model::UniqueKey const &key)
{
    if (source.rows == 0 || never_collides(table, source, key)) {
        return {};
    }
    for (auto const &name : columns_for(table, key)) {
        auto const &column = *model::find_column(table.target, name);
        auto const in_key = std::find(key.uses.begin(), key.uses.end(), name) != key.uses.end();
        if (in_key && is_defaulted(source, name, column) && !column.default_expression.empty() &&
            !model::is_constant(column.default_expression)) {
            return "source \"" + source.source_name + "\" leaves column \"" + name + "\" to its default " +
                   column.default_expression;
        }
    }
    return {};
}

void TargetJudge::for_each_duplicate(model::MappedTable const &table, model::UniqueKey const &key,
                                     staging::DuplicateSearch const &options, staging::Exceptions const &exceptions,
                                     staging::DuplicateSink const &sink)
{
    open();
    m_target->execute("SAVEPOINT tributary_judge"); // each table has locks, in PostgreSQL until it is rolled back
    search(table, key, options, exceptions, sink);
    m_target->execute("ROLLBACK TO SAVEPOINT tributary_judge; RELEASE SAVEPOINT tributary_judge");
}

void TargetJudge::search(model::MappedTable const &table, model::UniqueKey const &key,
                         staging::DuplicateSearch const &options, staging::Exceptions const &exceptions,
                         staging::DuplicateSink const &sink)
{
    auto const columns = columns_for(table, key);
    auto const scratch = m_target->scratch_table(table.target, columns);
    for (std::size_t number = 0; number < table.sources.size(); ++number) {
        auto const &source = table.sources[number];
        if (!never_collides(table, source, key) && why_not(table, source, key).empty()) {
            write_rows(table, source, static_cast<std::int64_t>(number), scratch, columns, exceptions);
        }
    }
    if (m_target->query(groups_sql(table, key, scratch, true)).empty()) {
        return;
    }
    auto const temporary = std::string(model::temporary_schema(table.target.engine));
    m_target->execute("DROP TABLE IF EXISTS " + temporary +
                      ".tributary_groups; CREATE TEMPORARY TABLE tributary_groups AS " +
                      groups_sql(table, key, scratch, false));
    model::Table groups;
    groups.engine = table.target.engine;
    groups.schema = temporary;
    groups.name = groups.label = "tributary_groups";
    std::vector<std::string> const names{"tributary.group", "tributary.source", "tributary.row"};
    for (auto const &name : names) {
        auto &column = groups.columns.emplace_back();
        column.name = name;
        column.kind = model::Kind::integer;
    }
    staging::for_each_found(
        m_staging, table, options, exceptions,
        [&](staging::FoundRow const &found) {
            m_target->read(groups, names, [&](model::Row row) {
                found(row[0].integer, static_cast<std::size_t>(row[1].integer), row[2].integer);
            });
        },
        sink);
}

void TargetJudge::write_rows(model::MappedTable const &table, model::MappedSource const &source, std::int64_t place,
                             model::Table const &scratch, std::vector<std::string> const &columns,
                             staging::Exceptions const &exceptions)
{
    std::vector<std::string> filled;
    std::copy_if(columns.begin(), columns.end(), std::back_inserter(filled),
                 [&](auto const &name) { return model::find_filled(source, name) != nullptr; });
    target::Conversion conversion(table, source, filled, source.table->engine, table.target.engine);
    std::vector<std::string> written{"tributary.source", "tributary.row"};
    written.insert(written.end(), filled.begin(), filled.end());
    auto const refused = [&](std::int64_t row, std::string const &why) {
        return model::Error(model::Exit::data, staging::row_in_words(m_staging, table, source, row) + ": " + why,
                            "the target is unchanged; fix the row in the source, or `set` the column in the plan");
    };
    auto const select = staging::merged_select(table, source, filled, exceptions, staging::Origin::row);
    try {
        auto const writer = m_target->write(scratch, written);
        auto rows = m_staging.database().prepare(select);
        std::vector<model::Cell> cells(filled.size());
        std::vector<model::Cell> out(written.size());
        while (rows.step()) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                cells[i] = rows.cell(static_cast<int>(i) + 1);
            }
            if (auto const why = conversion.apply(cells); !why.empty()) {
                throw refused(rows.integer(0), why);
            }
            out[0] = model::Cell::of(place);
            out[1] = model::Cell::of(rows.integer(0));
            std::copy(cells.begin(), cells.end(), out.begin() + 2);
            writer->write(out);
        }
        writer->finish();
    } catch (databases::RowRefused const &failure) {
        auto const row = m_staging.database().integer(select + " LIMIT 1 OFFSET " + std::to_string(failure.row));
        throw refused(row, failure.what());
    }
}

} // namespace tributary::uniqueness
