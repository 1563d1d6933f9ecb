-- $1: schemas, separated by U+001F. Domains and types that are made of others, one row for each part: the type's name, as
-- a column's type is printed, whether it is a domain, the part's type, and of a composite type the field's name.
SELECT pg_catalog.format_type(t.oid, -1), t.typtype = 'd', p.type, coalesce(p.name, '')
FROM pg_catalog.pg_type AS t
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
CROSS JOIN LATERAL (
    SELECT 1 AS place, pg_catalog.format_type(t.typbasetype, t.typtypmod) AS type, NULL::text AS name WHERE t.typtype = 'd'
    UNION ALL
    SELECT a.attnum, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attname
    FROM pg_catalog.pg_attribute AS a
    WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped AND t.typtype = 'c'
    UNION ALL
    SELECT 1, pg_catalog.format_type(g.rngsubtype, -1), NULL FROM pg_catalog.pg_range AS g
    WHERE t.oid IN (g.rngtypid, (to_jsonb(g) ->> 'rngmultitypid')::pg_catalog.oid)
) AS p
WHERE n.nspname = ANY (string_to_array($1, chr(31))) AND (t.typtype IN ('d', 'r', 'm') OR c.relkind = 'c')
ORDER BY pg_catalog.format_type(t.oid, -1) COLLATE "C", p.place
