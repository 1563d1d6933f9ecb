-- $1: tables as oids, separated by commas. What slows rows down or changes them, with the statement that takes it off
-- and those that put it back, for these tables and their partitions: foreign keys from and onto them; then indexes that
-- are no constraint; then triggers of the user that are switched on.
WITH RECURSIVE tree(oid) AS (
    SELECT unnest(string_to_array($1, ',')::oid[])
    UNION
    SELECT i.inhrelid FROM pg_catalog.pg_inherits AS i JOIN tree ON i.inhparent = tree.oid
)
SELECT 1 AS turn,
       format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::pg_catalog.regclass, k.conname),
       format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::pg_catalog.regclass, k.conname,
              pg_catalog.pg_get_constraintdef(k.oid))
       || coalesce(format('; COMMENT ON CONSTRAINT %I ON %s IS %L', k.conname, k.conrelid::pg_catalog.regclass,
                          pg_catalog.obj_description(k.oid, 'pg_constraint')), '')
FROM pg_catalog.pg_constraint AS k
WHERE k.contype = 'f' AND k.conparentid = 0
  AND (k.conrelid IN (SELECT oid FROM tree) OR k.confrelid IN (SELECT oid FROM tree))
UNION ALL
SELECT 2,
       format('DROP INDEX %s', x.indexrelid::pg_catalog.regclass),
       pg_catalog.pg_get_indexdef(x.indexrelid)
       || coalesce(format('; COMMENT ON INDEX %s IS %L', x.indexrelid::pg_catalog.regclass,
                          pg_catalog.obj_description(x.indexrelid, 'pg_class')), '')
       || coalesce((SELECT string_agg(format('; ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s',
                                             x.indexrelid::pg_catalog.regclass, a.attnum, a.attstattarget), '')
                    FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = x.indexrelid AND a.attstattarget >= 0), '')
FROM pg_catalog.pg_index AS x
JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid
WHERE x.indrelid IN (SELECT oid FROM tree)
  AND i.relkind = 'i' AND NOT x.indisreplident AND NOT x.indisclustered
  -- an index that belongs to a partitioned table's index goes and comes with that one
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits AS p WHERE p.inhrelid = x.indexrelid)
  -- a unique index that a constraint leans on stays
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = x.indexrelid AND k.contype <> 'f')
UNION ALL
SELECT 3,
       format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::pg_catalog.regclass, t.tgname),
       format('ALTER TABLE %s ENABLE %s TRIGGER %I', t.tgrelid::pg_catalog.regclass,
              CASE t.tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END, t.tgname)
FROM pg_catalog.pg_trigger AS t
WHERE t.tgrelid IN (SELECT oid FROM tree) AND NOT t.tgisinternal AND t.tgenabled <> 'D'
ORDER BY 1, 2
