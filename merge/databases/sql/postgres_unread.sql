-- $1: schemas that are read, separated by U+001F. What lies in the others: its kind, where, and whether this role may read
-- all of its rows. Sequences of columns go with their tables; what extensions own is left out.
SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
                      WHEN 'S' THEN 'sequence' ELSE 'table' END,
       n.nspname, c.relname,
       CASE WHEN c.relkind IN ('r', 'p')
            THEN pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
                 AND NOT pg_catalog.row_security_active(c.oid)
            ELSE false END
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND NOT c.relispartition
  AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'tributary')
  AND NOT (n.nspname = ANY (string_to_array($1, chr(31))))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid
                    AND (e.deptype = 'e' OR (c.relkind = 'S' AND e.deptype IN ('a', 'i'))))
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
