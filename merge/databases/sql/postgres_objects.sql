-- $1: schemas, separated by U+001F. What a database has besides tables, keys and sequences: kind, schema, name, of what
-- belongs to a table that table, and the definition; empty where the name says all. What extensions own is left out:
-- CREATE EXTENSION makes it; and so are triggers that the server made for its constraints. Event triggers, extensions and
-- casts are in no schema: they count to the first. Bodies in languages in which blanks and case may matter are in hex. What differs between versions of the server is read through json.
WITH looked_at AS ( -- of the server's own schemas, thousands of functions and views would be put into words and thrown away
    SELECT oid, nspname FROM pg_catalog.pg_namespace WHERE nspname = ANY (string_to_array($1, chr(31)))
)
SELECT kind, schema, name, of_table, coalesce(definition, '')
FROM (
    SELECT CASE c.relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END AS kind, n.nspname::text AS schema,
           c.relname::text AS name, '' AS of_table, 'pg_catalog.pg_class'::pg_catalog.regclass AS class, c.oid AS object,
           concat_ws(' ', pg_catalog.pg_get_viewdef(c.oid), array_to_string(c.reloptions, ', ')) AS definition
    FROM pg_catalog.pg_class AS c JOIN looked_at AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('v', 'm')
    UNION ALL
    SELECT 'trigger', n.nspname, t.tgname, c.relname, 'pg_catalog.pg_trigger'::pg_catalog.regclass, t.oid,
           pg_catalog.pg_get_triggerdef(t.oid) || CASE t.tgenabled WHEN 'O' THEN '' ELSE ' enabled ' || t.tgenabled::text END
    FROM pg_catalog.pg_trigger AS t JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
    JOIN looked_at AS n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND NOT c.relispartition
    UNION ALL
    SELECT 'rule', n.nspname, r.rulename, c.relname, 'pg_catalog.pg_rewrite'::pg_catalog.regclass, r.oid,
           pg_catalog.pg_get_ruledef(r.oid) || CASE r.ev_enabled WHEN 'O' THEN '' ELSE ' enabled ' || r.ev_enabled::text END
    FROM pg_catalog.pg_rewrite AS r JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class
    JOIN looked_at AS n ON n.oid = c.relnamespace
    WHERE r.rulename <> '_RETURN'
    UNION ALL
    SELECT 'policy', n.nspname, p.polname, c.relname, 'pg_catalog.pg_policy'::pg_catalog.regclass, p.oid,
           concat_ws(' ', p.polcmd, p.polpermissive,
                     (SELECT pg_catalog.string_agg(CASE r WHEN 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(r) END, ','
                                                   ORDER BY pg_catalog.pg_get_userbyid(r))
                      FROM unnest(p.polroles) AS r),
                     'using ' || pg_catalog.pg_get_expr(p.polqual, p.polrelid),
                     'check ' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid))
    FROM pg_catalog.pg_policy AS p JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
    JOIN looked_at AS n ON n.oid = c.relnamespace
    UNION ALL
    SELECT 'table option', n.nspname, o.name, c.relname, 'pg_catalog.pg_class'::pg_catalog.regclass, c.oid, ''
    FROM pg_catalog.pg_class AS c JOIN looked_at AS n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL (VALUES (c.relrowsecurity, 'ROW LEVEL SECURITY'), (c.relforcerowsecurity, 'FORCE ROW LEVEL SECURITY'),
                               (c.relpersistence = 'u', 'UNLOGGED')) AS o(is_set, name)
    WHERE o.is_set AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    UNION ALL
    SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END, n.nspname,
           p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')', '',
           'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid,
           CASE p.prokind WHEN 'a' THEN (SELECT concat_ws(' ', g.aggkind, g.aggtransfn, g.aggfinalfn, g.aggcombinefn,
                                                          g.aggtranstype::pg_catalog.regtype, g.agginitval)
                                         FROM pg_catalog.pg_aggregate AS g WHERE g.aggfnoid = p.oid)
                ELSE CASE WHEN l.lanname IN ('sql', 'plpgsql') THEN pg_catalog.pg_get_functiondef(p.oid)
                          ELSE concat_ws(' ', l.lanname, pg_catalog.pg_get_function_result(p.oid), p.provolatile,
                                         p.prosecdef, p.proconfig, p.probin,
                                         encode(convert_to(p.prosrc, 'UTF8'), 'hex')) END END
    FROM pg_catalog.pg_proc AS p JOIN looked_at AS n ON n.oid = p.pronamespace
    JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    UNION ALL
    SELECT CASE t.typtype WHEN 'd' THEN 'domain' WHEN 'e' THEN 'enum' WHEN 'c' THEN 'composite type'
                          WHEN 'r' THEN 'range type' ELSE 'type' END,
           n.nspname, t.typname, '', 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid,
           CASE t.typtype
                WHEN 'd' THEN concat_ws(' ', pg_catalog.format_type(t.typbasetype, t.typtypmod),
                                        CASE WHEN t.typnotnull THEN 'not null' END, 'default ' || t.typdefault,
                                        (SELECT pg_catalog.string_agg(x.definition, ' ' ORDER BY x.definition COLLATE "C")
                                         FROM (SELECT pg_catalog.pg_get_constraintdef(k.oid) AS definition
                                               FROM pg_catalog.pg_constraint AS k
                                               WHERE k.contypid = t.oid AND k.contype = 'c') AS x))
                WHEN 'c' THEN (SELECT pg_catalog.string_agg(
                                          pg_catalog.quote_ident(a.attname) || ' '
                                              || pg_catalog.format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
                               FROM pg_catalog.pg_attribute AS a
                               WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)
                WHEN 'r' THEN (SELECT pg_catalog.format_type(g.rngsubtype, -1) FROM pg_catalog.pg_range AS g
                               WHERE g.rngtypid = t.oid)
           END
    FROM pg_catalog.pg_type AS t JOIN looked_at AS n ON n.oid = t.typnamespace
    LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
    WHERE t.typtype IN ('d', 'e', 'r') OR (t.typtype = 'c' AND c.relkind = 'c')
       OR (t.typtype = 'b' AND t.typelem = 0 AND t.typisdefined)
    UNION ALL
    SELECT 'operator', n.nspname,
           o.oprname || '(' || concat_ws(', ', nullif(o.oprleft, 0)::pg_catalog.regtype, o.oprright::pg_catalog.regtype)
               || ')', '', 'pg_catalog.pg_operator'::pg_catalog.regclass, o.oid,
           concat_ws(' ', o.oprcode, o.oprcanmerge, o.oprcanhash)
    FROM pg_catalog.pg_operator AS o JOIN looked_at AS n ON n.oid = o.oprnamespace
    UNION ALL
    SELECT 'operator class', n.nspname, o.opcname || ' for ' || o.opcintype::pg_catalog.regtype::text, '',
           'pg_catalog.pg_opclass'::pg_catalog.regclass, o.oid, NULL
    FROM pg_catalog.pg_opclass AS o JOIN looked_at AS n ON n.oid = o.opcnamespace
    UNION ALL
    SELECT 'statistics object', n.nspname, s.stxname, c.relname, 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, s.oid,
           pg_catalog.pg_get_statisticsobjdef(s.oid)
    FROM pg_catalog.pg_statistic_ext AS s JOIN pg_catalog.pg_class AS c ON c.oid = s.stxrelid
    JOIN looked_at AS n ON n.oid = c.relnamespace
    UNION ALL
    SELECT 'text search configuration', n.nspname, s.cfgname, '', 'pg_catalog.pg_ts_config'::pg_catalog.regclass, s.oid,
           (SELECT pg_catalog.string_agg(concat_ws(' ', m.maptokentype, m.mapdict::pg_catalog.regdictionary), ', '
                                         ORDER BY m.maptokentype, m.mapseqno)
            FROM pg_catalog.pg_ts_config_map AS m WHERE m.mapcfg = s.oid)
    FROM pg_catalog.pg_ts_config AS s JOIN looked_at AS n ON n.oid = s.cfgnamespace
    UNION ALL
    SELECT 'text search dictionary', n.nspname, s.dictname, '', 'pg_catalog.pg_ts_dict'::pg_catalog.regclass, s.oid,
           s.dictinitoption
    FROM pg_catalog.pg_ts_dict AS s JOIN looked_at AS n ON n.oid = s.dictnamespace
    UNION ALL
    SELECT 'collation', n.nspname, l.collname, '', 'pg_catalog.pg_collation'::pg_catalog.regclass, l.oid,
           (to_jsonb(l) - '{oid,collnamespace,collowner,collversion,collname}'::text[])::text
    FROM pg_catalog.pg_collation AS l JOIN looked_at AS n ON n.oid = l.collnamespace
    UNION ALL
    SELECT 'event trigger', (string_to_array($1, chr(31)))[1], e.evtname, '',
           'pg_catalog.pg_event_trigger'::pg_catalog.regclass, e.oid,
           concat_ws(' ', e.evtevent, e.evtfoid::pg_catalog.regproc, e.evtenabled, array_to_string(e.evttags, ', '))
    FROM pg_catalog.pg_event_trigger AS e
    UNION ALL
    SELECT 'extension', (string_to_array($1, chr(31)))[1], x.extname, '', 'pg_catalog.pg_extension'::pg_catalog.regclass,
           x.oid, NULL
    FROM pg_catalog.pg_extension AS x WHERE x.extname <> 'plpgsql'
    UNION ALL
    SELECT 'cast', (string_to_array($1, chr(31)))[1],
           t.castsource::pg_catalog.regtype::text || ' as ' || t.casttarget::pg_catalog.regtype::text, '',
           'pg_catalog.pg_cast'::pg_catalog.regclass, t.oid,
           concat_ws(' ', t.castcontext, t.castmethod, nullif(t.castfunc, 0)::pg_catalog.regprocedure)
    FROM pg_catalog.pg_cast AS t WHERE t.oid >= 16384 -- those before it are the server's own
) AS found
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
                  WHERE e.classid = class AND e.objid = object AND e.deptype = 'e')
ORDER BY kind COLLATE "C", schema COLLATE "C", of_table COLLATE "C", name COLLATE "C"
