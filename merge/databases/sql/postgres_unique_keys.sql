-- $1: schemas, separated by U+001F. One row per key column; no name where the index is over an expression. A key of one
-- partition alone is a partial key of the whole table.
-- indnullsnotdistinct exists since PostgreSQL 15: read it through json.
SELECT n.nspname, c.relname, i.relname,
       x.indisprimary AND c.oid = x.indrelid,
       coalesce((to_jsonb(x) ->> 'indnullsnotdistinct')::boolean, false),
       concat_ws(' AND ', CASE WHEN c.oid <> x.indrelid THEN
                              coalesce('(' || pg_catalog.pg_get_partition_constraintdef(x.indrelid) || ')', 'true') END,
                 pg_catalog.pg_get_expr(x.indpred, x.indrelid)),
       pg_catalog.pg_get_indexdef(x.indexrelid),
       coalesce(a.attname, '')
FROM pg_catalog.pg_index AS x
JOIN pg_catalog.pg_class AS c ON c.oid = coalesce(pg_catalog.pg_partition_root(x.indrelid), x.indrelid)
JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = x.indrelid AND a.attnum = k.attnum AND k.attnum > 0
WHERE n.nspname = ANY (string_to_array($1, chr(31)))
  AND x.indisunique AND c.relkind IN ('r', 'p')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits AS h WHERE h.inhrelid = x.indexrelid)
  AND k.place <= x.indnkeyatts
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", NOT x.indisprimary, i.relname COLLATE "C", k.place
