-- $1: schemas, separated by U+001F. One row per column of the key. Keys that partitions inherit are left out; one that a
-- partition alone declares, or that refers to a partition, counts as the whole table's, for whose rows it does not vouch.
SELECT n.nspname, c.relname, k.conname, fn.nspname, f.relname, a.attname, fa.attname,
       k.convalidated AND c.oid = k.conrelid, pg_catalog.pg_get_constraintdef(k.oid), u.place = 1
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = coalesce(pg_catalog.pg_partition_root(k.conrelid), k.conrelid)
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS f ON f.oid = coalesce(pg_catalog.pg_partition_root(k.confrelid), k.confrelid)
JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.relnamespace
CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS u(attnum, fattnum, place)
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
JOIN pg_catalog.pg_attribute AS fa ON fa.attrelid = k.confrelid AND fa.attnum = u.fattnum
WHERE k.contype = 'f' AND k.conparentid = 0
  AND n.nspname = ANY (string_to_array($1, chr(31)))
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C", k.conrelid::pg_catalog.regclass::text COLLATE "C", k.oid, u.place
