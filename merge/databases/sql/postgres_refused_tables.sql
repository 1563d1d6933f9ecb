-- $1: schemas, separated by U+001F. Tables whose rows are not theirs alone.
SELECT n.nspname, c.relname,
       CASE WHEN c.relkind = 'f' THEN 'is a foreign table: its rows live in another database'
            ELSE 'inherits from ' || i.inhparent::pg_catalog.regclass || ': its rows appear in both tables' END
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_inherits AS i ON i.inhrelid = c.oid
WHERE n.nspname = ANY (string_to_array($1, chr(31)))
  AND NOT c.relispartition
  AND (c.relkind = 'f' OR (c.relkind = 'r' AND i.inhparent IS NOT NULL))
ORDER BY 1, 2
