-- $1: schemas, separated by U+001F.
SELECT pg_catalog.format_type(t.oid, -1), e.enumlabel
FROM pg_catalog.pg_enum AS e
JOIN pg_catalog.pg_type AS t ON t.oid = e.enumtypid
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
WHERE n.nspname = ANY (string_to_array($1, chr(31)))
ORDER BY t.typnamespace, t.typname COLLATE "C", e.enumsortorder
