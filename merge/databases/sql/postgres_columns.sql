-- $1: schemas, separated by U+001F. Ordinary and partitioned tables, columns in order. What extensions own is left out:
-- CREATE EXTENSION makes it. A domain counts as the type beneath it; what it requires, and its default, are the column's.
WITH RECURSIVE beneath(domain, type, typmod) AS (
    SELECT oid, typbasetype, typtypmod FROM pg_catalog.pg_type WHERE typtype = 'd'
    UNION ALL
    SELECT b.domain, t.typbasetype, CASE WHEN b.typmod = -1 THEN t.typtypmod ELSE b.typmod END
    FROM beneath AS b JOIN pg_catalog.pg_type AS t ON t.oid = b.type WHERE t.typtype = 'd'
),
base AS (
    SELECT b.domain, b.type, b.typmod
    FROM beneath AS b JOIN pg_catalog.pg_type AS t ON t.oid = b.type WHERE t.typtype <> 'd'
),
demanding AS (
    SELECT oid AS domain FROM pg_catalog.pg_type WHERE typtype = 'd' AND typnotnull
    UNION
    SELECT b.domain FROM beneath AS b JOIN pg_catalog.pg_type AS t ON t.oid = b.type WHERE t.typnotnull
)
SELECT n.nspname, c.relname, c.relkind,
       a.attname,
       pg_catalog.format_type(a.atttypid, a.atttypmod),
       coalesce(base.type, a.atttypid)::pg_catalog.regtype::text,
       a.attnotnull OR demanding.domain IS NOT NULL,
       a.attgenerated <> '',
       a.attidentity <> '',
       coalesce(CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END, ty.typdefault, ''),
       CASE WHEN coalesce(base.type, a.atttypid) IN ('varchar'::pg_catalog.regtype, 'bpchar'::pg_catalog.regtype)
            THEN greatest(CASE WHEN a.atttypmod = -1 THEN coalesce(base.typmod, -1) ELSE a.atttypmod END - 4, 0)
            ELSE 0 END,
       coalesce((SELECT sn.nspname || '.' || s.relname
                 FROM pg_catalog.pg_depend AS p
                 JOIN pg_catalog.pg_class AS s ON s.relkind = 'S'
                      AND s.oid = CASE WHEN p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass THEN p.objid ELSE p.refobjid END
                 JOIN pg_catalog.pg_namespace AS sn ON sn.oid = s.relnamespace
                 WHERE (p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND p.deptype IN ('a', 'i')
                        AND p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                        AND p.refobjid = c.oid AND p.refobjsubid = a.attnum)
                    OR (p.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND p.objid = d.oid
                        AND p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass)
                 ORDER BY p.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass DESC, s.oid LIMIT 1), ''),
       coalesce((SELECT pg_catalog.quote_ident(ln.nspname) || '.' || pg_catalog.quote_ident(l.collname)
                 FROM pg_catalog.pg_collation AS l JOIN pg_catalog.pg_namespace AS ln ON ln.oid = l.collnamespace
                 JOIN pg_catalog.pg_type AS ty ON ty.oid = a.atttypid
                 WHERE l.oid = a.attcollation AND a.attcollation <> ty.typcollation), ''),
       coalesce(CASE WHEN a.attgenerated <> '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END, ''),
       coalesce((SELECT pg_catalog.string_agg(k.conname || chr(31) || pg_catalog.pg_get_constraintdef(k.oid), chr(31)
                                              ORDER BY k.conname COLLATE "C")
                 FROM pg_catalog.pg_constraint AS k
                 WHERE k.contype = 'c' AND k.contypid <> 0
                   AND (k.contypid = a.atttypid
                        OR k.contypid IN (SELECT b.type FROM beneath AS b WHERE b.domain = a.atttypid))), '')
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
LEFT JOIN base ON base.domain = a.atttypid
LEFT JOIN demanding ON demanding.domain = a.atttypid
LEFT JOIN pg_catalog.pg_type AS ty ON ty.oid = a.atttypid
WHERE n.nspname = ANY (string_to_array($1, chr(31)))
  AND c.relkind IN ('r', 'p', 'f')
  AND NOT c.relispartition
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attnum
