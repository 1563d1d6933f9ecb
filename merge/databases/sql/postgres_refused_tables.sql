-- $1: schemas, separated by U+001F. Tables whose rows are not theirs alone, or not all to be seen: why, and what to do.
SELECT n.nspname, c.relname, r.why, r.next
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
    SELECT 'is a foreign table: its rows live in another database' AS why,
           'move it to a schema that the plan does not read' AS next
    WHERE c.relkind = 'f' AND NOT c.relispartition
    UNION ALL
    SELECT 'is partitioned, and its partition ' || pt.relid || ' is a foreign table: those rows live in another database',
           'detach that partition in the source'
    FROM pg_catalog.pg_partition_tree(c.oid) AS pt
    JOIN pg_catalog.pg_class AS f ON f.oid = pt.relid
    WHERE c.relkind = 'p' AND NOT c.relispartition AND f.relkind = 'f'
    UNION ALL
    SELECT 'inherits from ' || i.inhparent::pg_catalog.regclass || ': its rows appear in both tables',
           'make it a partition there or a table of its own, or move both to a schema that the plan does not read'
    FROM pg_catalog.pg_inherits AS i
    WHERE i.inhrelid = c.oid AND c.relkind = 'r' AND NOT c.relispartition
    UNION ALL
    -- a heir in a schema that is not read shows its rows here all the same; temporary ones are another session's
    SELECT 'is inherited by ' || i.inhrelid::pg_catalog.regclass || ': its rows appear in both tables',
           'make the other a partition or a table of its own'
    FROM pg_catalog.pg_inherits AS i
    JOIN pg_catalog.pg_class AS h ON h.oid = i.inhrelid
    WHERE i.inhparent = c.oid AND c.relkind = 'r' AND h.relpersistence <> 't'
    UNION ALL
    SELECT 'has row security, which hides rows from role ' || quote_ident(current_user),
           'connect as the owner of the table, or as a role with BYPASSRLS'
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND pg_catalog.row_security_active(c.oid)
) AS r
WHERE n.nspname = ANY (string_to_array($1, chr(31)))
ORDER BY 1, 2, 3
