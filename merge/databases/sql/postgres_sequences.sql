-- $1: schemas, separated by U+001F. A sequence's value is outside the snapshot: never behind the rows, maybe ahead of them.
-- The last column is the statement that lets this role read it, where it may not.
SELECT n.nspname, c.relname,
       CASE WHEN pg_catalog.has_sequence_privilege(c.oid, 'SELECT, USAGE') THEN pg_catalog.pg_sequence_last_value(c.oid) END,
       s.seqincrement, s.seqmax,
       CASE WHEN NOT pg_catalog.has_sequence_privilege(c.oid, 'SELECT, USAGE')
            THEN format('GRANT SELECT ON SEQUENCE %I.%I TO %I;', n.nspname, c.relname, current_user) END
FROM pg_catalog.pg_sequence AS s
JOIN pg_catalog.pg_class AS c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ANY (string_to_array($1, chr(31)))
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
