-- $1: schemas, separated by U+001F. Their tables that this role may read, each with its number and its quoted name.
-- A table that is dropped meanwhile has no rights.
SELECT c.oid, format('%I.%I', n.nspname, c.relname)
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY (string_to_array($1, chr(31)))
  AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
ORDER BY c.oid
