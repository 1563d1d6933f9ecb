#include "merge/uniqueness/judged_by_target.hpp"

#include "merge/job/addresses.hpp"
#include "merge/model/sql_tokens.hpp"
#include "merge/staging/merged_where.hpp"
#include "merge/target/foreign_code.hpp"
#include "merge/target/scratch.hpp"
#include "merge/target/shape.hpp"
#include "merge/target/tried_value.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

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

/// ` FROM … WHERE …`: rows of the scratch table that the key is about, with a value in each of these parts.
std::string rows_sql(model::Table const &table, model::UniqueKey const &key, std::vector<model::KeyPart> const &parts,
                     model::Table const &scratch)
{
    std::string where = key.predicate.empty() ? "" : " WHERE (" + key.predicate + ")";
    for (auto const &part : parts) {
        if (!key.nulls_not_distinct) {
            where += (where.empty() ? " WHERE " : " AND ") + part.expression + is_given(table.engine);
        }
    }
    return " FROM " + model::sql_name(scratch) + where;
}

/// `GROUP BY a, b`, or what else comes before the list; empty where there is nothing to list. A part without a column
/// is the same in all rows, as in an index that lets a table have one row only: it divides nothing, and PostgreSQL does
/// not take it in a list.
std::string by_parts(std::string const &words, model::Table const &table, std::vector<model::KeyPart> const &parts)
{
    std::vector<std::string> columns;
    for (auto const &column : table.columns) {
        columns.push_back(column.name);
    }
    std::string list;
    for (auto const &part : parts) {
        if (!model::columns_in(part.expression, columns).empty()) {
            list += (list.empty() ? words + " " : ", ") + part.expression;
        }
    }
    return list;
}

std::vector<std::string> const found_columns{"tributary.group", "tributary.source", "tributary.row"};

/// The query for all rows of the scratch table whose key another row has too.
std::string groups_sql(model::MappedTable const &table, model::UniqueKey const &key, model::Table const &scratch,
                       bool only_whether)
{
    auto const rows = rows_sql(table.target, key, key.parts, scratch);
    if (only_whether) {
        return "SELECT count(*)" + rows + by_parts(" GROUP BY", table.target, key.parts) +
               " HAVING count(*) > 1 LIMIT 1";
    }
    return "SELECT \"tributary.group\", \"tributary.source\", \"tributary.row\" FROM (SELECT \"tributary.source\", "
           "\"tributary.row\", dense_rank() OVER (" +
           by_parts("ORDER BY", table.target, key.parts) + ") AS \"tributary.group\", count(*) OVER (" +
           by_parts("PARTITION BY", table.target, key.parts) + ") AS \"tributary.count\"" + rows +
           ") AS found WHERE \"tributary.count\" > 1";
}

/// A column of the trial rows as `alias` calls it, or what an expression gives.
std::string part_of(model::KeyPart const &part, std::size_t place, std::string const &alias)
{
    return alias + "." +
           (part.column.empty() ? "\"tributary.part" + std::to_string(place) + "\"" : model::sql_name(part.column));
}

/// Of each row that an exclusion constraint would reject the first row before it with which it would not go together.
std::string pairs_sql(model::UniqueKey const &key, model::Table const &scratch)
{
    std::string computed;
    std::string holds = "(a.\"tributary.source\", a.\"tributary.row\") < (b.\"tributary.source\", b.\"tributary.row\")";
    for (std::size_t i = 0; i < key.parts.size(); ++i) {
        auto const &part = key.parts[i];
        computed +=
            part.column.empty() ? ", " + part.expression + " AS \"tributary.part" + std::to_string(i) + "\"" : "";
        holds += " AND " + part_of(part, i, "a") + " " + key.operators.at(i) + " " + part_of(part, i, "b");
    }
    auto const rows = "(SELECT *" + computed + " FROM " + model::sql_name(scratch) +
                      (key.predicate.empty() ? "" : " WHERE (" + key.predicate + ")") + ")";
    return "SELECT DISTINCT ON (b.\"tributary.source\", b.\"tributary.row\") a.\"tributary.source\" AS \"tributary.group\", "
           "a.\"tributary.row\" AS \"tributary.first\", b.\"tributary.source\", b.\"tributary.row\" FROM " +
           rows + " AS a JOIN " + rows + " AS b ON " + holds +
           " ORDER BY b.\"tributary.source\", b.\"tributary.row\", a.\"tributary.source\", a.\"tributary.row\"";
}

/// Columns of integers in a temporary table of the target.
model::Table of_integers(model::Engine engine, std::string const &name, std::vector<std::string> const &names)
{
    model::Table table;
    table.engine = engine;
    table.schema = std::string(model::temporary_schema(engine));
    table.name = table.label = name;
    for (auto const &column_name : names) {
        auto &column = table.columns.emplace_back();
        column.name = column_name;
        column.kind = model::Kind::integer;
    }
    return table;
}

/// Rows, each with the row that leads to the first of its group.
class Groups {
public:
    using Place = std::pair<std::size_t, std::int64_t>;

    void join(Place const &earlier, Place const &later)
    {
        m_up.emplace(earlier, earlier);
        m_up.emplace(later, later);
        m_up[first_of(later)] = first_of(earlier);
    }

    bool empty() const { return m_up.empty(); }

    void each(staging::FoundRow const &found)
    {
        std::map<Place, std::int64_t> numbers;
        for (auto const &[place, up] : m_up) {
            auto const number = static_cast<std::int64_t>(numbers.size());
            found(numbers.emplace(first_of(place), number).first->second, place.first, place.second);
        }
    }

private:
    Place first_of(Place place) const
    {
        while (m_up.at(place) != place) {
            place = m_up.at(place);
        }
        return place;
    }

    std::map<Place, Place> m_up;
};

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
        if (!m_plan.target.create.empty()) {
            m_shape.foreign_code = m_target->foreign_code();
            m_target->disarm();
        }
        m_target->execute(settings(databases::engine_of(address)));
    }
}

std::string TargetJudge::calls(model::MappedTable const &table, model::UniqueKey const &key)
{
    open();
    return target::calls_of(m_shape, table.target, key.name);
}

std::string TargetJudge::why_not_taken(model::MappedTable const &table, model::MappedSource const &source,
                                       std::string const &column, model::Value const &value)
{
    open();
    return target::why_not_taken(*m_target, table, source, column, value);
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
            write_rows(table, source, static_cast<std::int64_t>(number), scratch, columns, exceptions,
                       staging::Rows::merged, options.where);
        }
    }
    if (!key.operators.empty()) {
        return search_pairs(table, key, scratch, options, exceptions, sink);
    }
    if (m_target->query(groups_sql(table, key, scratch, true)).empty()) {
        return;
    }
    auto const groups = keep(table.target, groups_sql(table, key, scratch, false));
    staging::for_each_found(
        m_staging, table, options, exceptions,
        [&](staging::FoundRow const &found) {
            m_target->read(groups, found_columns, [&](model::Row row) {
                found(row[0].integer, static_cast<std::size_t>(row[1].integer), row[2].integer);
            });
        },
        sink);
}

void TargetJudge::search_pairs(model::MappedTable const &table, model::UniqueKey const &key,
                               model::Table const &scratch, staging::DuplicateSearch const &options,
                               staging::Exceptions const &exceptions, staging::DuplicateSink const &sink)
{
    auto const equality =
        std::any_of(key.operators.begin(), key.operators.end(), [](auto const &one) { return one.ends_with(".=)"); });
    if (!equality && !key.index.empty()) { // else the rows that are equal there are found by their hashes
        m_target->execute("CREATE INDEX ON " + model::sql_name(scratch) + " " + key.index + "; ANALYZE " +
                          model::sql_name(scratch));
    }
    std::vector<std::string> const names{"tributary.group", "tributary.first", "tributary.source", "tributary.row"};
    auto const pairs = of_integers(table.target.engine, "tributary_pairs", names);
    m_target->execute("DROP TABLE IF EXISTS " + pairs.schema +
                      ".tributary_pairs; CREATE TEMPORARY TABLE tributary_pairs AS " + pairs_sql(key, scratch));
    Groups groups;
    m_target->read(pairs, names, [&](model::Row row) {
        groups.join({static_cast<std::size_t>(row[0].integer), row[1].integer},
                    {static_cast<std::size_t>(row[2].integer), row[3].integer});
    });
    if (groups.empty()) {
        return;
    }
    staging::for_each_found(
        m_staging, table, options, exceptions, [&](staging::FoundRow const &found) { groups.each(found); }, sink);
}

/// The rows of this query in a temporary table.
model::Table TargetJudge::keep(model::Table const &of, std::string const &select)
{
    auto const temporary = std::string(model::temporary_schema(of.engine));
    m_target->execute("DROP TABLE IF EXISTS " + temporary +
                      ".tributary_groups; CREATE TEMPORARY TABLE tributary_groups AS " + select);
    model::Table groups;
    groups.engine = of.engine;
    groups.schema = temporary;
    groups.name = groups.label = "tributary_groups";
    for (auto const &name : found_columns) {
        auto &column = groups.columns.emplace_back();
        column.name = name;
        column.kind = model::Kind::integer;
    }
    return groups;
}

void TargetJudge::for_each_group(model::MappedTable const &table, model::UniqueKey const &key,
                                 std::vector<model::KeyPart> const &parts, staging::Exceptions const &exceptions,
                                 GroupSink const &sink)
{
    if (auto const code = calls(table, key); !code.empty()) {
        throw model::Error(model::Exit::data, "it calls " + code + ", which is not evaluated before the load");
    }
    m_target->execute("SAVEPOINT tributary_judge");
    auto const columns = columns_for(table, key);
    auto const scratch = m_target->scratch_table(table.target, columns);
    for (std::size_t number = 0; number < table.sources.size(); ++number) {
        write_rows(table, table.sources[number], static_cast<std::int64_t>(number), scratch, columns, exceptions,
                   staging::Rows::rewritten);
    }
    auto const group = "dense_rank() OVER (" + by_parts("ORDER BY", table.target, parts) + ")";
    auto const groups =
        keep(table.target, "SELECT " + group + " AS \"tributary.group\", \"tributary.source\", \"tributary.row\"" +
                               rows_sql(table.target, key, parts, scratch));
    m_target->read(groups, found_columns, [&](model::Row row) {
        sink(static_cast<std::size_t>(row[1].integer), row[2].integer, row[0].integer);
    });
    m_target->execute("ROLLBACK TO SAVEPOINT tributary_judge; RELEASE SAVEPOINT tributary_judge");
}

void TargetJudge::write_rows(model::MappedTable const &table, model::MappedSource const &source, std::int64_t place,
                             model::Table const &scratch, std::vector<std::string> const &columns,
                             staging::Exceptions const &exceptions, staging::Rows which, std::string const &where)
{
    auto const filled = target::filled_columns(source, columns);
    target::write_scratch(*m_target, scratch, m_staging, table, static_cast<std::size_t>(place), filled,
                          staging::merged_where(table, source, filled, exceptions, where, which),
                          "the target is unchanged; fix the row in the source, or `set` the column in the plan");
}

} // namespace tributary::uniqueness
