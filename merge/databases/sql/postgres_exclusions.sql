-- $1: schemas, separated by U+001F. Constraints that say of no two rows of a table that all of their operators hold, one
-- row for each part. One whose operators are all equality is a unique key: postgres_unique_keys.sql has it.
SELECT n.nspname, c.relname, k.conname, pg_catalog.pg_get_constraintdef(k.oid),
       coalesce(pg_catalog.pg_get_expr(x.indpred, x.indrelid), ''),
       coalesce(a.attname, ''),
       pg_catalog.pg_get_indexdef(x.indexrelid, p.place::integer, true),
       format('OPERATOR(%I.%s)', pn.nspname, o.oprname),
       substr(pg_catalog.pg_get_indexdef(x.indexrelid),
              length(format('CREATE INDEX %I ON %s ', i.relname, x.indrelid::pg_catalog.regclass)) + 1),
       (SELECT coalesce(pg_catalog.string_agg(u.attname, chr(31) ORDER BY u.attnum), '')
        FROM pg_catalog.pg_attribute AS u
        WHERE u.attrelid = x.indrelid
          AND u.attnum IN (SELECT d.refobjsubid FROM pg_catalog.pg_depend AS d
                           WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = x.indexrelid
                             AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                             AND d.refobjid = x.indrelid AND d.refobjsubid > 0
                           UNION SELECT e.attnum FROM unnest(x.indkey::int2[]) WITH ORDINALITY AS e(attnum, place)
                                 WHERE e.attnum > 0 AND e.place <= x.indnkeyatts))
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_index AS x ON x.indexrelid = k.conindid
JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid
CROSS JOIN LATERAL unnest(k.conexclop, (x.indkey::int2[])[0:x.indnkeyatts - 1]) WITH ORDINALITY AS p(op, attnum, place)
JOIN pg_catalog.pg_operator AS o ON o.oid = p.op
JOIN pg_catalog.pg_namespace AS pn ON pn.oid = o.oprnamespace
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = x.indrelid AND a.attnum = p.attnum AND p.attnum > 0
WHERE n.nspname = ANY (string_to_array($1, chr(31)))
  AND k.contype = 'x' AND NOT c.relispartition AND c.relkind IN ('r', 'p')
  AND EXISTS (SELECT FROM unnest(k.conexclop) AS e(op) JOIN pg_catalog.pg_operator AS eo ON eo.oid = e.op
              WHERE eo.oprname <> '=')
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C", p.place
