-- Everything in the database that a user or a script made, as the server names it: kind, name. What extensions own, what
-- goes with another object (the index of a constraint, the sequence of an identity column, an array type), temporary
-- objects and tributary's own record are left out.
WITH object AS (
    SELECT 'pg_catalog.pg_class'::pg_catalog.regclass AS class, c.oid AS id, a.column AS part
    FROM pg_catalog.pg_class AS c CROSS JOIN LATERAL (
        SELECT 0 AS column
        UNION ALL
        SELECT attnum FROM pg_catalog.pg_attribute
        WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition
    ) AS a
    UNION ALL SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_namespace
    UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_type
    UNION ALL SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_proc
    UNION ALL SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_constraint
    UNION ALL SELECT 'pg_catalog.pg_trigger'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_rewrite WHERE rulename <> '_RETURN'
    UNION ALL SELECT 'pg_catalog.pg_policy'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_policy
    UNION ALL SELECT 'pg_catalog.pg_extension'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_extension
    UNION ALL SELECT 'pg_catalog.pg_collation'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_collation
    UNION ALL SELECT 'pg_catalog.pg_operator'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_operator
    UNION ALL SELECT 'pg_catalog.pg_opclass'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_opclass
    UNION ALL SELECT 'pg_catalog.pg_opfamily'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_opfamily
    UNION ALL SELECT 'pg_catalog.pg_cast'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_cast
    UNION ALL SELECT 'pg_catalog.pg_conversion'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_conversion
    UNION ALL SELECT 'pg_catalog.pg_language'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_language
    UNION ALL SELECT 'pg_catalog.pg_ts_config'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_ts_config
    UNION ALL SELECT 'pg_catalog.pg_ts_dict'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_ts_dict
    UNION ALL SELECT 'pg_catalog.pg_event_trigger'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_event_trigger
    UNION ALL SELECT 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_statistic_ext
    UNION ALL SELECT 'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_foreign_data_wrapper
    UNION ALL SELECT 'pg_catalog.pg_foreign_server'::pg_catalog.regclass, oid, 0 FROM pg_catalog.pg_foreign_server
)
SELECT i.type, i.identity
FROM object AS o CROSS JOIN LATERAL pg_catalog.pg_identify_object(o.class, o.id, o.part) AS i
WHERE o.id >= 16384 -- what initdb makes is below
  AND coalesce(i.schema, '') <> 'tributary' AND coalesce(i.schema, '') !~ '^pg_'
  AND NOT (i.type = 'schema' AND i.identity ~ '^(tributary|pg_.*)$')
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                  WHERE d.classid = o.class AND d.objid = o.id AND d.deptype IN ('i', 'e', 'P', 'S'))
ORDER BY 1, 2
