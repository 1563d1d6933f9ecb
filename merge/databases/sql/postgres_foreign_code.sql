-- $1: schemas, separated by U+001F. Expressions of these schemas that run when rows are written, indexed or refreshed, and
-- that call more than harmless functions: kind, object, table, name, the functions, and the statements that take the
-- expression away. Harmless are functions of the server itself, which every role may call, that
-- touch nothing but their arguments (immutable; or stable and safe in parallel workers, as those are not that run queries or
-- change the session) or that have no arguments, and nextval(); and those of extensions that are immutable or have no arguments. What an
-- expression calls is read from its parsed form, as the server records no dependency on its own functions.
WITH RECURSIVE harmless AS (
    SELECT p.oid
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE p.oid < 16384 AND l.lanname IN ('internal', 'sql') AND p.proacl IS NULL
      AND ((p.provolatile <> 'v' AND p.proparallel = 's') OR (p.pronargs = 0 AND p.proparallel <> 'u'))
    UNION ALL
    SELECT 'pg_catalog.nextval(pg_catalog.regclass)'::pg_catalog.regprocedure
    UNION ALL
    SELECT p.oid
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = 'e'
    WHERE p.oid >= 16384 AND l.lanname = 'c' AND (p.provolatile = 'i' OR p.pronargs = 0) AND p.proparallel = 's'
), schemas AS (
    SELECT oid, nspname FROM pg_catalog.pg_namespace WHERE nspname = ANY (string_to_array($1, chr(31)))
), relations AS (
    SELECT c.oid, c.relkind, format('%I.%I', s.nspname, c.relname) AS name
    FROM pg_catalog.pg_class AS c JOIN schemas AS s ON s.oid = c.relnamespace
), read_by_view AS (
    SELECT r.oid AS view, r.oid AS relation FROM relations AS r WHERE r.relkind = 'm'
    UNION
    SELECT b.view, d.refobjid
    FROM read_by_view AS b
    JOIN pg_catalog.pg_rewrite AS w ON w.ev_class = b.relation
    JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = w.oid
     AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'n'
), expression AS (
    SELECT 'check' AS kind, format('CHECK %I of table %s', k.conname, r.name) AS object, k.conrelid AS relation, k.conname::text AS name,
           k.conbin::text AS tree,
           CASE WHEN k.coninhcount = 0 THEN format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I', r.name, k.conname) ELSE '' END AS without
    FROM pg_catalog.pg_constraint AS k JOIN relations AS r ON r.oid = k.conrelid
    WHERE k.contype = 'c'
    UNION ALL
    SELECT 'statistics', format('statistics %I.%I', s.nspname, x.stxname), x.stxrelid, x.stxname, to_jsonb(x) ->> 'stxexprs',
           format('DROP STATISTICS %I.%I', s.nspname, x.stxname)
    FROM pg_catalog.pg_statistic_ext AS x JOIN schemas AS s ON s.oid = x.stxnamespace
    WHERE to_jsonb(x) ->> 'stxexprs' IS NOT NULL
    UNION ALL
    SELECT 'domain', format('CHECK %I of domain %I.%I', k.conname, s.nspname, t.typname), 0, k.conname, k.conbin::text,
           format('ALTER DOMAIN %I.%I DROP CONSTRAINT %I', s.nspname, t.typname, k.conname)
    FROM pg_catalog.pg_constraint AS k JOIN pg_catalog.pg_type AS t ON t.oid = k.contypid JOIN schemas AS s ON s.oid = t.typnamespace
    WHERE k.contype = 'c'
    UNION ALL
    SELECT 'domain', format('DEFAULT of domain %I.%I', s.nspname, t.typname), 0, '', t.typdefaultbin::text,
           format('ALTER DOMAIN %I.%I DROP DEFAULT', s.nspname, t.typname)
    FROM pg_catalog.pg_type AS t JOIN schemas AS s ON s.oid = t.typnamespace
    WHERE t.typtype = 'd' AND t.typdefaultbin IS NOT NULL
    UNION ALL
    SELECT CASE WHEN coalesce(to_jsonb(a) ->> 'attgenerated', '') = '' THEN 'default' ELSE 'generated' END,
           format('%s of column %s.%I', CASE WHEN coalesce(to_jsonb(a) ->> 'attgenerated', '') = '' THEN 'DEFAULT' ELSE 'expression' END,
                  r.name, a.attname), a.attrelid, a.attname, d.adbin::text,
           CASE WHEN coalesce(to_jsonb(a) ->> 'attgenerated', '') = ''
                THEN format('ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT', r.name, a.attname)
                     || CASE WHEN a.attnotnull AND a.attinhcount = 0 AND NOT EXISTS (SELECT FROM pg_catalog.pg_index AS x
                                                               WHERE x.indrelid = a.attrelid AND x.indisprimary AND a.attnum = ANY (x.indkey::int2[]))
                             THEN format('; ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', r.name, a.attname) ELSE '' END
                WHEN a.attinhcount > 0 THEN '' -- goes with that of the parent
                ELSE format('ALTER TABLE %s ALTER COLUMN %I DROP EXPRESSION IF EXISTS', r.name, a.attname) END
    FROM pg_catalog.pg_attrdef AS d
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
    JOIN relations AS r ON r.oid = d.adrelid
    UNION ALL
    SELECT 'index', format('index %I of table %s', i.relname, r.name), x.indrelid, i.relname,
           concat(x.indexprs::text, x.indpred::text),
           CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_inherits AS h WHERE h.inhrelid = i.oid) THEN ''
                WHEN k.conname IS NOT NULL THEN format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', r.name, k.conname)
                ELSE format('DROP INDEX %I.%I', n.nspname, i.relname) END
    FROM pg_catalog.pg_index AS x JOIN relations AS r ON r.oid = x.indrelid
    JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = i.relnamespace
    LEFT JOIN pg_catalog.pg_constraint AS k ON k.conindid = i.oid AND k.contype IN ('p', 'u', 'x')
    WHERE x.indexprs IS NOT NULL OR x.indpred IS NOT NULL
    UNION ALL
    SELECT 'partition key', format('partition key of table %s', r.name), p.partrelid, '', p.partexprs::text, ''
    FROM pg_catalog.pg_partitioned_table AS p JOIN relations AS r ON r.oid = p.partrelid
    WHERE p.partexprs IS NOT NULL
    UNION ALL
    SELECT 'view', format('materialized view %s', r.name), r.oid, '', pg_catalog.string_agg(w.ev_action::text, ' '), ''
    FROM relations AS r JOIN read_by_view AS b ON b.view = r.oid JOIN pg_catalog.pg_rewrite AS w ON w.ev_class = b.relation
    GROUP BY r.oid, r.name
), by_itself AS (
    -- functions that no expression names: of ranges, operator classes and base types
    SELECT format('subtype_diff of range type %I.%I', s.nspname, t.typname) AS object, r.rngsubdiff::pg_catalog.oid AS id
    FROM pg_catalog.pg_range AS r JOIN pg_catalog.pg_type AS t ON t.oid = r.rngtypid JOIN schemas AS s ON s.oid = t.typnamespace
    UNION ALL
    SELECT format('operator family %I.%I', s.nspname, f.opfname), a.amproc::pg_catalog.oid
    FROM pg_catalog.pg_amproc AS a JOIN pg_catalog.pg_opfamily AS f ON f.oid = a.amprocfamily JOIN schemas AS s ON s.oid = f.opfnamespace
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d WHERE d.classid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass AND d.objid = f.oid AND d.deptype = 'e')
    UNION ALL
    SELECT format('type %I.%I', s.nspname, t.typname), i.id
    FROM pg_catalog.pg_type AS t JOIN schemas AS s ON s.oid = t.typnamespace
    CROSS JOIN LATERAL (VALUES (t.typinput::pg_catalog.oid), (t.typreceive::pg_catalog.oid)) AS i(id)
    WHERE t.typtype = 'b' AND t.typelem = 0
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d WHERE d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.objid = t.oid AND d.deptype = 'e')
), called AS (
    SELECT e.kind, e.object, e.relation, e.name, e.without,
           pg_catalog.string_agg(DISTINCT f.id::pg_catalog.regprocedure::text, ', ') AS functions
    FROM expression AS e
    CROSS JOIN LATERAL (SELECT m[1]::pg_catalog.oid AS id
                        FROM regexp_matches(e.tree, ':(?:funcid|opfuncid|aggfnoid|winfnoid) (\d+)', 'g') AS m) AS f
    WHERE f.id <> 0 AND f.id NOT IN (SELECT oid FROM harmless)
    GROUP BY e.kind, e.object, e.relation, e.name, e.without
    UNION ALL
    SELECT 'type', b.object, 0, '', '', pg_catalog.string_agg(DISTINCT b.id::pg_catalog.regprocedure::text, ', ')
    FROM by_itself AS b
    WHERE b.id <> 0 AND b.id NOT IN (SELECT oid FROM harmless)
    GROUP BY b.object
)
SELECT k.kind, k.object, coalesce(s.nspname, ''), coalesce(c.relname, ''), k.name, k.functions, k.without
FROM called AS k
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = k.relation
LEFT JOIN pg_catalog.pg_namespace AS s ON s.oid = c.relnamespace
ORDER BY k.kind <> 'index', k.object COLLATE "C"
