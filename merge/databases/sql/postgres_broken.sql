-- $1: tables as oids, separated by commas. Constraints and indexes that do not hold for every row.
SELECT 'constraint ' || k.conname || ' of ' || k.conrelid::pg_catalog.regclass || ' is not validated'
FROM pg_catalog.pg_constraint AS k
WHERE NOT k.convalidated AND k.contype IN ('f', 'c') AND k.conrelid = ANY (string_to_array($1, ',')::oid[])
UNION ALL
SELECT 'index ' || x.indexrelid::pg_catalog.regclass || ' is not valid'
FROM pg_catalog.pg_index AS x
WHERE NOT (x.indisvalid AND x.indisready) AND x.indrelid = ANY (string_to_array($1, ',')::oid[])
ORDER BY 1
