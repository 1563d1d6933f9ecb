-- $1: schemas, separated by U+001F. One row per key column; no name where the index is over an expression. A key of one
-- partition alone is a partial key of the whole table. An exclusion constraint all of whose operators are equality is one.
-- indnullsnotdistinct exists since PostgreSQL 15, collisdeterministic since 12: read them through json.
SELECT n.nspname, c.relname, i.relname,
       x.indisprimary AND c.oid = x.indrelid,
       coalesce((to_jsonb(x) ->> 'indnullsnotdistinct')::boolean, false),
       concat_ws(' AND ', CASE WHEN c.oid <> x.indrelid THEN
                              coalesce('(' || pg_catalog.pg_get_partition_constraintdef(x.indrelid) || ')', 'true') END,
                 pg_catalog.pg_get_expr(x.indpred, x.indrelid)),
       pg_catalog.pg_get_indexdef(x.indexrelid),
       coalesce(a.attname, ''),
       pg_catalog.pg_get_indexdef(x.indexrelid, k.place::integer, true),
       coalesce(pg_catalog.quote_ident(ln.nspname) || '.' || pg_catalog.quote_ident(l.collname), ''),
       coalesce((to_jsonb(l) ->> 'collisdeterministic')::boolean, true)
           AND (o.opcdefault OR o.opcname::text LIKE '%pattern\_ops'),
       (SELECT coalesce(pg_catalog.string_agg(u.attname, chr(31) ORDER BY u.attnum), '')
        FROM pg_catalog.pg_attribute AS u
        WHERE u.attrelid = x.indrelid
          AND u.attnum IN (SELECT d.refobjsubid FROM pg_catalog.pg_depend AS d
                           WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = i.oid
                             AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                             AND d.refobjid = x.indrelid AND d.refobjsubid > 0
                           UNION SELECT e.attnum FROM unnest(x.indkey::int2[]) WITH ORDINALITY AS e(attnum, place)
                                 WHERE e.attnum > 0 AND e.place <= x.indnkeyatts))
FROM pg_catalog.pg_index AS x
JOIN pg_catalog.pg_class AS c ON c.oid = coalesce(pg_catalog.pg_partition_root(x.indrelid), x.indrelid)
JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = x.indrelid AND a.attnum = k.attnum AND k.attnum > 0
LEFT JOIN pg_catalog.pg_collation AS l ON l.oid = x.indcollation[k.place - 1]
LEFT JOIN pg_catalog.pg_namespace AS ln ON ln.oid = l.collnamespace
LEFT JOIN pg_catalog.pg_opclass AS o ON o.oid = x.indclass[k.place - 1]
WHERE n.nspname = ANY (string_to_array($1, chr(31)))
  AND (x.indisunique
       OR EXISTS (SELECT FROM pg_catalog.pg_constraint AS q
                  WHERE q.conindid = x.indexrelid AND q.contype = 'x'
                    AND NOT EXISTS (SELECT FROM unnest(q.conexclop) AS e(op)
                                    JOIN pg_catalog.pg_operator AS eo ON eo.oid = e.op WHERE eo.oprname <> '=')))
  AND c.relkind IN ('r', 'p')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_inherits AS h WHERE h.inhrelid = x.indexrelid)
  AND k.place <= x.indnkeyatts
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", NOT x.indisprimary, i.relname COLLATE "C", k.place
