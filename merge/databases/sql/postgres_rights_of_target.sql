-- $1: oids of tables, separated by commas; $2: the schemas, separated by U+001F. What this role may not do and a load has to.
WITH tables AS (
    SELECT c.oid, n.nspname, c.relname, c.relowner
    FROM unnest(string_to_array(nullif($1, ''), ',')::oid[]) AS t(oid)
    JOIN pg_catalog.pg_class AS c ON c.oid = t.oid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
)
SELECT right_name, remedy
FROM (
    -- read-only: a standby, or by a setting, which is taken back where it is
    SELECT 0 AS place, '' AS schema, '' AS name, 'writing to a standby' AS right_name,
           'use the address of its primary' AS remedy
    WHERE pg_catalog.pg_is_in_recovery()
    UNION ALL
    SELECT 0, '', '', 'writing, as default_transaction_read_only is on',
           CASE s.source
               WHEN 'database' THEN format('ALTER DATABASE %I SET default_transaction_read_only = off;', current_database())
               WHEN 'user' THEN format('ALTER ROLE %I SET default_transaction_read_only = off;', session_user)
               WHEN 'database user' THEN format('ALTER ROLE %I IN DATABASE %I SET default_transaction_read_only = off;', session_user, current_database())
               WHEN 'client' THEN 'take default_transaction_read_only out of the url or of PGOPTIONS'
               ELSE 'ALTER SYSTEM SET default_transaction_read_only = off; SELECT pg_reload_conf();'
           END
    FROM pg_catalog.pg_settings AS s
    WHERE s.name = 'default_transaction_read_only' AND NOT pg_catalog.pg_is_in_recovery()
      AND pg_catalog.current_setting('transaction_read_only') = 'on'
    UNION ALL
    SELECT 1, n.nspname::text, '', format('USAGE on schema %I', n.nspname),
           format('GRANT USAGE ON SCHEMA %I TO %I;', n.nspname, current_user)
    FROM pg_catalog.pg_namespace AS n
    WHERE n.nspname = ANY (string_to_array($2, chr(31))) AND NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')
    UNION ALL
    -- where there is none of the tables, they have to be made
    SELECT 2, n.nspname, '', format('CREATE on schema %I', n.nspname),
           format('GRANT CREATE ON SCHEMA %I TO %I;', n.nspname, current_user)
    FROM pg_catalog.pg_namespace AS n
    WHERE n.nspname = ANY (string_to_array($2, chr(31))) AND NOT pg_catalog.has_schema_privilege(n.oid, 'CREATE')
      AND NOT EXISTS (SELECT FROM tables)
    UNION ALL
    SELECT 2, '', '', format('TEMPORARY on database %I, to try what the plan computes', current_database()),
           format('GRANT TEMPORARY ON DATABASE %I TO %I;', current_database(), current_user)
    WHERE NOT pg_catalog.has_database_privilege(current_database(), 'TEMPORARY')
    UNION ALL
    SELECT 2, '', '', format('CREATE on database %I, for the schema "tributary"', current_database()),
           format('GRANT CREATE ON DATABASE %I TO %I;', current_database(), current_user)
    WHERE NOT pg_catalog.has_database_privilege(current_database(), 'CREATE')
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_namespace AS n WHERE n.nspname = 'tributary')
    UNION ALL
    SELECT 3, '', '', 'CREATE on schema "tributary"', format('GRANT CREATE, USAGE ON SCHEMA tributary TO %I;', current_user)
    FROM pg_catalog.pg_namespace AS n
    WHERE n.nspname = 'tributary' AND NOT pg_catalog.has_schema_privilege(n.oid, 'CREATE')
    UNION ALL
    SELECT 4, t.nspname, t.relname, format('%s on table %I.%I', p.right_name, t.nspname, t.relname),
           format('GRANT %s ON %I.%I TO %I;', p.right_name, t.nspname, t.relname, current_user)
    FROM tables AS t CROSS JOIN (VALUES ('INSERT'), ('SELECT')) AS p(right_name)
    WHERE NOT pg_catalog.has_table_privilege(t.oid, p.right_name)
    UNION ALL
    -- only its owner takes off a table's foreign keys, indexes and triggers
    SELECT 5, t.nspname, t.relname, format('ownership of table %I.%I', t.nspname, t.relname),
           format('ALTER TABLE %I.%I OWNER TO %I;', t.nspname, t.relname, current_user)
    FROM tables AS t
    WHERE NOT pg_catalog.pg_has_role(t.relowner, 'USAGE')
    UNION ALL
    SELECT 6, n.nspname, c.relname, format('UPDATE on sequence %I.%I', n.nspname, c.relname),
           format('GRANT UPDATE ON SEQUENCE %I.%I TO %I;', n.nspname, c.relname, current_user)
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY (string_to_array($2, chr(31)))
      AND CASE WHEN c.relkind = 'S' THEN NOT pg_catalog.has_sequence_privilege(c.oid, 'UPDATE') ELSE false END
) AS missing
ORDER BY place, schema COLLATE "C", name COLLATE "C"
