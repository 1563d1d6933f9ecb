-- $1: schemas, separated by U+001F. What this role may not read: what it is, and the statement that lets it.
SELECT right_name, remedy
FROM (
    SELECT 1 AS place, n.nspname::text AS schema, '' AS name,
           format('USAGE on schema %I', n.nspname) AS right_name,
           format('GRANT USAGE ON SCHEMA %I TO %I;', n.nspname, current_user) AS remedy
    FROM pg_catalog.pg_namespace AS n
    WHERE NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')
    UNION ALL
    SELECT 2, n.nspname, c.relname,
           format('SELECT on table %I.%I', n.nspname, c.relname),
           format('GRANT SELECT ON %I.%I TO %I;', n.nspname, c.relname, current_user)
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                      WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')
      AND EXISTS (SELECT FROM pg_catalog.pg_attribute AS a
                  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                    AND NOT pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT'))
    UNION ALL
    SELECT 3, n.nspname, c.relname,
           format('SELECT on sequence %I.%I', n.nspname, c.relname),
           format('GRANT SELECT ON SEQUENCE %I.%I TO %I;', n.nspname, c.relname, current_user)
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    -- CASE: a planner may ask of any row whether the other condition holds
    WHERE CASE WHEN c.relkind = 'S' THEN NOT pg_catalog.has_sequence_privilege(c.oid, 'SELECT, USAGE') ELSE false END
) AS missing
WHERE schema = ANY (string_to_array($1, chr(31)))
ORDER BY place, schema COLLATE "C", name COLLATE "C"
