-- $1: the oid of a view. What its query calls beside harmless functions (as in postgres_foreign_code.sql), and the relations that it
-- reads, but for temporary ones.
WITH tree AS (
    SELECT w.ev_action::text AS text FROM pg_catalog.pg_rewrite AS w WHERE w.ev_class = $1::pg_catalog.oid
)
SELECT coalesce(pg_catalog.string_agg(DISTINCT found.name, ', '), '')
FROM (
    SELECT f.id::pg_catalog.regprocedure::text AS name
    FROM tree CROSS JOIN LATERAL (SELECT m[1]::pg_catalog.oid AS id
                                  FROM regexp_matches(tree.text, ':(?:funcid|opfuncid|aggfnoid|winfnoid) (\d+)', 'g') AS m) AS f
    JOIN pg_catalog.pg_proc AS p ON p.oid = f.id JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE NOT (p.oid < 16384 AND l.lanname IN ('internal', 'sql') AND p.proacl IS NULL
               AND ((p.provolatile <> 'v' AND p.proparallel = 's') OR (p.pronargs = 0 AND p.proparallel <> 'u')))
      AND NOT (l.lanname = 'c' AND (p.provolatile = 'i' OR p.pronargs = 0) AND p.proparallel = 's'
               AND EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                           WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = 'e'))
    UNION ALL
    SELECT c.oid::pg_catalog.regclass::text
    FROM tree CROSS JOIN LATERAL (SELECT m[1]::pg_catalog.oid AS id FROM regexp_matches(tree.text, ':relid (\d+)', 'g') AS m) AS r
    JOIN pg_catalog.pg_class AS c ON c.oid = r.id
    WHERE c.relpersistence <> 't'
) AS found
