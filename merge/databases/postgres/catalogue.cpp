#include "merge/databases/postgres/catalogue.hpp"

#include "merge/databases/postgres/objects.hpp"
#include "merge/databases/postgres/session.hpp"
#include "merge/model/error.hpp"
#include "merge/model/rights.hpp"
#include "sql/postgres_checks.hpp"
#include "sql/postgres_columns.hpp"
#include "sql/postgres_enums.hpp"
#include "sql/postgres_exclusions.hpp"
#include "sql/postgres_foreign_keys.hpp"
#include "sql/postgres_refused_tables.hpp"
#include "sql/postgres_sequences.hpp"
#include "sql/postgres_unique_keys.hpp"
#include "sql/postgres_unread.hpp"

#include <pqxx/result>

#include <algorithm>
#include <limits>

namespace tributary::databases::postgres {
namespace {

constexpr char separator = '\x1f';

std::int64_t greatest(std::string const &type)
{
    if (type == "smallint") {
        return std::numeric_limits<std::int16_t>::max();
    }
    if (type == "integer") {
        return std::numeric_limits<std::int32_t>::max();
    }
    return type == "bigint" ? std::numeric_limits<std::int64_t>::max() : 0;
}

model::Kind kind_of(std::string const &base)
{
    if (greatest(base) != 0) {
        return model::Kind::integer;
    }
    return base == "text" || base == "character varying" || base == "character" || base == "citext" ||
                   base.ends_with(".citext")
               ? model::Kind::text
               : model::Kind::other;
}

/// A list that a query has joined by U+001F.
std::vector<std::string> split_list(std::string const &list)
{
    std::vector<std::string> result;
    for (std::size_t from = 0; from < list.size();) {
        auto const end = std::min(list.find(separator, from), list.size());
        result.push_back(list.substr(from, end - from));
        from = end + 1;
    }
    return result;
}

/// Reads a catalogue query after the other into one Schema.
class Reader {
public:
    Reader(pqxx::transaction_base &transaction, std::vector<std::string> const &schemas, std::string what)
        : m_transaction(transaction), m_schemas(joined(schemas)), m_several(schemas.size() > 1), m_what(std::move(what))
    {
        m_schema.engine = model::Engine::postgresql;
    }

    model::Schema read()
    {
        refuse_tables();
        read_tables();
        read_unique_keys();
        read_exclusions();
        read_foreign_keys();
        read_checks();
        read_sequences();
        read_enums();
        return std::move(m_schema);
    }

    /// Tables with their columns and keys, labelled schema.name; foreign keys only onto tables of the schemas `read`.
    model::Schema read_others(std::vector<std::string> const &read)
    {
        m_several = true;
        read_tables();
        read_unique_keys();
        for (auto const &row : ask(sql::postgres_foreign_keys)) {
            auto const parent_schema = row[3].as<std::string>();
            if (std::find(read.begin(), read.end(), parent_schema) == read.end()) {
                continue;
            }
            auto &keys = table(row[0].as<std::string>(), row[1].as<std::string>()).foreign_keys;
            if (row[9].as<bool>()) {
                model::ForeignKey key;
                key.name = row[2].as<std::string>();
                key.table = read.size() > 1 ? parent_schema + "." + row[4].as<std::string>() : row[4].as<std::string>();
                keys.push_back(std::move(key));
            }
            keys.back().columns.push_back(row[5].as<std::string>());
            keys.back().referenced.push_back(row[6].as<std::string>());
        }
        return std::move(m_schema);
    }

private:
    pqxx::result ask(char const *query) { return m_transaction.exec_params(query, m_schemas); }

    std::string label(std::string const &schema, std::string const &name) const
    {
        return m_several ? schema + "." + name : name;
    }

    model::Table &table(std::string const &schema, std::string const &name)
    {
        auto const found = std::find_if(m_schema.tables.begin(), m_schema.tables.end(), [&](auto const &candidate) {
            return candidate.schema == schema && candidate.name == name;
        });
        if (found == m_schema.tables.end()) {
            throw std::logic_error("table " + name + " was not listed");
        }
        return *found;
    }

    void refuse_tables()
    {
        for (auto const &row : ask(sql::postgres_refused_tables)) {
            throw model::Error(model::Exit::data,
                               m_what + ": table \"" + row[0].as<std::string>() + "\".\"" + row[1].as<std::string>() +
                                   "\" " + row[2].as<std::string>(),
                               row[3].as<std::string>());
        }
    }

    void read_tables()
    {
        for (auto const &row : ask(sql::postgres_columns)) {
            auto const schema = row[0].as<std::string>();
            auto const name = row[1].as<std::string>();
            if (m_schema.tables.empty() || m_schema.tables.back().schema != schema ||
                m_schema.tables.back().name != name) {
                model::Table table;
                table.engine = model::Engine::postgresql;
                table.schema = schema;
                table.name = name;
                table.label = label(schema, name);
                m_schema.tables.push_back(std::move(table));
            }
            if (row[3].is_null()) {
                continue; // a table without columns
            }
            model::Column column;
            column.name = row[3].as<std::string>();
            column.type = row[4].as<std::string>();
            auto const base = row[5].as<std::string>();
            column.refused = why_refused(base);
            column.kind = kind_of(base);
            column.max_integer = greatest(base);
            column.not_null = row[6].as<bool>();
            column.generated = row[7].as<bool>();
            column.identity = row[8].as<bool>();
            column.default_expression = row[9].as<std::string>();
            column.max_length = row[10].as<std::int64_t>();
            column.sequence = row[11].as<std::string>();
            column.collation = row[12].as<std::string>();
            column.generated_as = row[13].as<std::string>();
            auto const conditions = split_list(row[14].as<std::string>());
            for (std::size_t i = 0; i + 1 < conditions.size(); i += 2) {
                column.conditions.push_back({conditions[i], conditions[i + 1]});
            }
            m_schema.tables.back().columns.push_back(std::move(column));
        }
        std::sort(m_schema.tables.begin(), m_schema.tables.end(),
                  [](auto const &a, auto const &b) { return a.label < b.label; });
    }

    /// Numbers that mean something in their own database only: large objects, and names of tables and functions.
    static std::string why_refused(std::string const &type)
    {
        for (std::string const local :
             {"oid", "oidvector", "regclass", "regcollation", "regconfig", "regdictionary", "regnamespace", "regoper",
              "regoperator", "regproc", "regprocedure", "regrole", "regtype"}) {
            if (type == local || type == local + "[]") {
                return "is of type " + type +
                       ": OIDs of large objects or of the catalogue mean nothing in another database";
            }
        }
        for (char const *const internal : {"pg_node_tree", "pg_ndistinct", "pg_dependencies", "pg_mcv_list",
                                           "pg_brin_bloom_summary", "pg_brin_minmax_multi_summary", "pg_ddl_command"}) {
            if (type == internal) {
                return "is of type " + type + ", whose values no database accepts";
            }
        }
        return {};
    }

    void read_unique_keys()
    {
        bool over_expressions = false;
        for (auto const &row : ask(sql::postgres_unique_keys)) {
            auto &keys = table(row[0].as<std::string>(), row[1].as<std::string>()).unique_keys;
            auto const name = row[2].as<std::string>();
            if (keys.empty() || keys.back().name != name) {
                model::UniqueKey key;
                key.name = name;
                key.primary = row[3].as<bool>();
                key.nulls_not_distinct = row[4].as<bool>();
                key.predicate = row[5].as<std::string>();
                key.definition = row[6].as<std::string>();
                key.uses = split_list(row[11].as<std::string>());
                key.spelling_tells = true;
                keys.push_back(std::move(key));
                over_expressions = false;
            }
            auto const column = row[7].as<std::string>();
            auto const expression = column.empty() ? row[8].as<std::string>() : model::sql_name(column);
            auto const collation = row[9].as<std::string>();
            keys.back().parts.push_back(
                {"(" + expression + ")" + (collation.empty() ? "" : " COLLATE " + collation), column});
            keys.back().spelling_tells = keys.back().spelling_tells && !column.empty() && row[10].as<bool>();
            over_expressions = over_expressions || column.empty();
            if (over_expressions) {
                keys.back().columns.clear();
            } else {
                keys.back().columns.push_back(column);
            }
        }
    }

    void read_exclusions()
    {
        for (auto const &row : ask(sql::postgres_exclusions)) {
            auto &all = table(row[0].as<std::string>(), row[1].as<std::string>()).exclusions;
            auto const name = row[2].as<std::string>();
            if (all.empty() || all.back().name != name) {
                model::Exclusion exclusion;
                exclusion.name = name;
                exclusion.definition = row[3].as<std::string>();
                exclusion.predicate = row[4].as<std::string>();
                auto const index = row[8].as<std::string>();
                exclusion.index = index.starts_with("USING ") ? index : std::string();
                exclusion.uses = split_list(row[9].as<std::string>(""));
                all.push_back(std::move(exclusion));
            }
            auto const column = row[5].as<std::string>();
            auto const expression = column.empty() ? row[6].as<std::string>() : model::sql_name(column);
            all.back().parts.push_back({"(" + expression + ")", column});
            all.back().operators.push_back(row[7].as<std::string>());
        }
    }

    void read_foreign_keys()
    {
        for (auto const &row : ask(sql::postgres_foreign_keys)) {
            auto &child = table(row[0].as<std::string>(), row[1].as<std::string>());
            auto const name = row[2].as<std::string>();
            auto const parent_schema = row[3].as<std::string>();
            auto const parent = row[4].as<std::string>();
            if (row[9].as<bool>()) {
                auto const inside =
                    std::any_of(m_schema.tables.begin(), m_schema.tables.end(), [&](auto const &candidate) {
                        return candidate.schema == parent_schema && candidate.name == parent;
                    });
                if (!inside) {
                    throw model::Error(model::Exit::plan,
                                       m_what + ": table \"" + child.label + "\" refers to \"" + parent_schema +
                                           "\".\"" + parent + "\", which is not among the tables that are read",
                                       "add the schema \"" + parent_schema + "\" to `schema`");
                }
                model::ForeignKey key;
                key.name = name;
                key.table = label(parent_schema, parent);
                key.enforced = row[7].as<bool>();
                key.definition = row[8].as<std::string>();
                child.foreign_keys.push_back(std::move(key));
            }
            child.foreign_keys.back().columns.push_back(row[5].as<std::string>());
            child.foreign_keys.back().referenced.push_back(row[6].as<std::string>());
        }
    }

    void read_checks()
    {
        for (auto const &row : ask(sql::postgres_checks)) {
            table(row[0].as<std::string>(), row[1].as<std::string>())
                .checks.push_back({row[2].as<std::string>(), row[3].as<std::string>()});
        }
    }

    void read_sequences()
    {
        std::vector<model::MissingRight> missing;
        for (auto const &row : ask(sql::postgres_sequences)) {
            model::Sequence sequence;
            sequence.schema = row[0].as<std::string>();
            sequence.name = row[1].as<std::string>();
            sequence.label = sequence.schema + "." + sequence.name;
            sequence.called = !row[2].is_null();
            sequence.last = row[2].as<std::int64_t>(0);
            sequence.increment = row[3].as<std::int64_t>();
            sequence.max = row[4].as<std::int64_t>();
            if (!row[5].is_null()) {
                missing.push_back({"SELECT on sequence " + sequence.label, row[5].as<std::string>()});
            }
            m_schema.sequences.push_back(std::move(sequence));
        }
        model::refuse_without(missing, m_what);
    }

    void read_enums()
    {
        for (auto const &row : ask(sql::postgres_enums)) {
            auto const name = row[0].as<std::string>();
            if (m_schema.enums.empty() || m_schema.enums.back().name != name) {
                m_schema.enums.push_back({name, {}});
            }
            m_schema.enums.back().labels.push_back(row[1].as<std::string>());
        }
    }

    pqxx::transaction_base &m_transaction;
    std::string m_schemas;
    bool m_several;
    std::string m_what;
    model::Schema m_schema;
};

} // namespace

std::string joined(std::vector<std::string> const &schemas)
{
    std::string list;
    for (auto const &schema : schemas) {
        list += (list.empty() ? "" : std::string(1, separator)) + schema;
    }
    return list;
}

model::Schema read_catalogue(pqxx::transaction_base &transaction, std::vector<std::string> const &schemas,
                             std::string const &what)
{
    auto schema = Reader(transaction, schemas, what).read();
    read_objects(transaction, schemas, schema);
    return schema;
}

std::vector<Unread> read_unread(pqxx::transaction_base &transaction, std::vector<std::string> const &schemas,
                                std::string const &what)
{
    std::vector<Unread> result;
    std::vector<std::string> others;
    for (auto const &row : transaction.exec_params(sql::postgres_unread, joined(schemas))) {
        Unread found;
        found.kind = row[0].as<std::string>();
        found.table.engine = model::Engine::postgresql;
        found.table.schema = row[1].as<std::string>();
        found.table.name = row[2].as<std::string>();
        found.table.label = found.table.schema + "." + found.table.name;
        found.readable = row[3].as<bool>();
        if (std::find(others.begin(), others.end(), found.table.schema) == others.end()) {
            others.push_back(found.table.schema);
        }
        result.push_back(std::move(found));
    }
    auto const catalogue = others.empty() ? model::Schema{} : Reader(transaction, others, what).read_others(schemas);
    for (auto &found : result) {
        if (auto const *const table = model::find_table(catalogue, found.table.label)) {
            found.table = *table;
        }
        if (found.readable) {
            found.rows =
                transaction.exec1("SELECT count(*) FROM " + model::sql_name(found.table))[0].as<std::int64_t>();
        }
    }
    auto const objects =
        transaction.exec1("SELECT count(*) FROM pg_catalog.pg_largeobject_metadata")[0].as<std::int64_t>();
    if (objects > 0) {
        result.push_back({"large objects", objects, {}, false});
    }
    return result;
}

std::string oids_of(pqxx::transaction_base &transaction, std::span<model::Table const> tables)
{
    std::string list;
    for (auto const &table : tables) {
        auto const row =
            transaction.exec_params1("SELECT c.oid FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n "
                                     "ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2",
                                     table.schema, table.name);
        list += (list.empty() ? "" : ",") + row[0].as<std::string>();
    }
    return list;
}

} // namespace tributary::databases::postgres
