-- $1: schemas, separated by U+001F. Views, triggers and functions: kind, schema, name, and of a trigger its table. What
-- extensions own is left out: CREATE EXTENSION makes it; and so are triggers that the server made for its constraints.
SELECT kind, schema, name, of_table
FROM (
    SELECT CASE c.relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END AS kind, n.nspname::text AS schema,
           c.relname::text AS name, '' AS of_table, 'pg_catalog.pg_class'::pg_catalog.regclass AS class, c.oid AS object
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('v', 'm')
    UNION ALL
    SELECT 'trigger', n.nspname, t.tgname, c.relname, 'pg_catalog.pg_trigger'::pg_catalog.regclass, t.oid
    FROM pg_catalog.pg_trigger AS t JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND NOT c.relispartition
    UNION ALL
    SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END, n.nspname,
           p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')', '',
           'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
) AS found
WHERE schema = ANY (string_to_array($1, chr(31)))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = class AND e.objid = object AND e.deptype = 'e')
ORDER BY kind COLLATE "C", schema COLLATE "C", of_table COLLATE "C", name COLLATE "C"
