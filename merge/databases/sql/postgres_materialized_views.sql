-- $1: whether those without rows count too; $2: schemas, separated by U+001F. What refreshes each materialised view.
SELECT pg_catalog.format('REFRESH MATERIALIZED VIEW %s', c.oid::pg_catalog.regclass)
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind = 'm' AND n.nspname !~ '^pg_' AND (c.relispopulated OR $1)
      AND n.nspname = ANY (pg_catalog.string_to_array($2, pg_catalog.chr(31)))
ORDER BY c.oid
