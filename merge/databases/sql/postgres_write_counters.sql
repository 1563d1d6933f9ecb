-- $1: schemas, separated by U+001F. How many rows of each table were written (inserted, updated) and deleted since the
-- server's statistics began, the file that it lies in, which TRUNCATE replaces, and about how many rows it has.
SELECT s.relid, s.n_tup_ins + s.n_tup_upd, s.n_tup_del, c.relfilenode, format('%I.%I', s.schemaname, s.relname),
       c.reltuples::bigint
FROM pg_catalog.pg_stat_all_tables AS s JOIN pg_catalog.pg_class AS c ON c.oid = s.relid
WHERE s.schemaname = ANY (string_to_array($1, chr(31))) AND c.relkind = 'r'
ORDER BY s.relid
