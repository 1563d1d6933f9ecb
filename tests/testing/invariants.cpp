#include "tests/testing/invariants.hpp"

namespace tributary::testing {

namespace {

/// (name, query that counts) for each thing to be counted.
constexpr char const *postgres_tables = R"(
    SELECT c.oid::regclass, format('SELECT count(*) FROM %s', c.oid::regclass)
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p')
       AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
     ORDER BY 1)";

constexpr char const *sqlite_tables = R"(
    SELECT name, 'SELECT count(*) FROM "' || replace(name, '"', '""') || '"'
      FROM sqlite_schema
     WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
     ORDER BY 1)";

constexpr char const *postgres_orphans = R"(
    SELECT format('foreign key %s of %s', k.conname, k.conrelid::regclass),
           format('SELECT count(*) FROM %s c WHERE %s AND NOT EXISTS (SELECT FROM %s p WHERE %s)',
                  k.conrelid::regclass, string_agg(format('c.%I IS NOT NULL', child.attname), ' AND '),
                  k.confrelid::regclass, string_agg(format('p.%I = c.%I', parent.attname, child.attname), ' AND '))
      FROM pg_constraint k
      JOIN pg_namespace n ON n.oid = k.connamespace
     CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS pair(child, parent)
      JOIN pg_attribute child ON child.attrelid = k.conrelid AND child.attnum = pair.child
      JOIN pg_attribute parent ON parent.attrelid = k.confrelid AND parent.attnum = pair.parent
     WHERE k.contype = 'f' AND n.nspname <> 'tributary'
       AND k.conparentid = 0 -- what stands for one partition belongs to the constraint of the whole
     GROUP BY k.oid, k.conname, k.conrelid, k.confrelid
     ORDER BY 1)";

constexpr char const *sqlite_orphans = R"(
    SELECT 'foreign key of ' || "table" || ' to ' || parent, 'SELECT ' || count(*)
      FROM pragma_foreign_key_check
     WHERE "table" NOT LIKE 'tributary\_%' ESCAPE '\'
     GROUP BY "table", parent, fkid
     ORDER BY 1)";

/// A sequence belongs to a column by ownership (serial, identity) or by a default that calls nextval.
constexpr char const *postgres_sequences = R"(
    WITH feeds (sequence, relation, number) AS (
        SELECT d.objid, d.refobjid, d.refobjsubid
          FROM pg_depend d
          JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
         WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
           AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
        UNION
        SELECT d.refobjid, v.adrelid, v.adnum
          FROM pg_depend d
          JOIN pg_attrdef v ON v.oid = d.objid
          JOIN pg_class s ON s.oid = d.refobjid AND s.relkind = 'S'
         WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass)
    SELECT format('sequence %s is behind column %s of %s', f.sequence::regclass, a.attname, f.relation::regclass),
           format('SELECT count(*) FROM (SELECT max(%I) AS highest FROM %s) t, %s s
                    WHERE t.highest >= s.last_value + CASE WHEN s.is_called THEN 1 ELSE 0 END',
                  a.attname, f.relation::regclass, f.sequence::regclass)
      FROM feeds f
      JOIN pg_attribute a ON a.attrelid = f.relation AND a.attnum = f.number
     WHERE a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
     ORDER BY 1)";

using Counts = std::map<std::string, long long>;

/// Asks `questions`, which gives (name, query) pairs, and runs each query for its one number. All in one statement: a
/// connection for each would take longer than the rest.
Counts counted(Database const &database, char const *questions)
{
    Rows const asked = query(database, questions);
    std::string all;
    for (Row const &question : asked) {
        all += (all.empty() ? "SELECT (" : ", (") + question.at(1).value() + ")";
    }
    if (all.empty()) {
        return {};
    }
    Rows const answer = query(database, all);
    Counts counts;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        counts[asked[i].at(0).value()] += std::stoll(answer.at(0).at(i).value());
    }
    return counts;
}

std::vector<std::string> sentences(Counts const &counts)
{
    std::vector<std::string> result;
    for (auto const &[name, count] : counts) {
        if (count != 0) {
            result.push_back(name + ": " + std::to_string(count));
        }
    }
    return result;
}

} // namespace

std::map<std::string, long long> row_counts(Database const &database)
{
    return counted(database, database.engine == Engine::postgres ? postgres_tables : sqlite_tables);
}

std::vector<std::string> broken_references(Database const &database)
{
    return sentences(counted(database, database.engine == Engine::postgres ? postgres_orphans : sqlite_orphans));
}

std::vector<std::string> sequences_behind(Database const &database)
{
    return database.engine == Engine::postgres ? sentences(counted(database, postgres_sequences))
                                               : std::vector<std::string>{};
}

} // namespace tributary::testing
