-- $1: schemas, separated by U+001F. A sequence's value is outside the snapshot: never behind the rows, maybe ahead of them.
SELECT n.nspname, c.relname, pg_catalog.pg_sequence_last_value(c.oid), s.seqincrement, s.seqmax
FROM pg_catalog.pg_sequence AS s
JOIN pg_catalog.pg_class AS c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = ANY (string_to_array($1, chr(31)))
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
