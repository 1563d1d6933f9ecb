-- $1: schemas, separated by U+001F. One row per column of the key. Keys that partitions inherit are left out.
SELECT n.nspname, c.relname, k.conname, fn.nspname, f.relname, a.attname, fa.attname,
       k.convalidated, pg_catalog.pg_get_constraintdef(k.oid)
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS f ON f.oid = k.confrelid
JOIN pg_catalog.pg_namespace AS fn ON fn.oid = f.relnamespace
CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS u(attnum, fattnum, place)
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = u.attnum
JOIN pg_catalog.pg_attribute AS fa ON fa.attrelid = f.oid AND fa.attnum = u.fattnum
WHERE k.contype = 'f' AND k.conparentid = 0 AND NOT c.relispartition
  AND n.nspname = ANY (string_to_array($1, chr(31)))
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C", k.oid, u.place
