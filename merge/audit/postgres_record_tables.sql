-- What stands in schema "tributary": each column of each table, in order, and what makes the table something else than
-- an ordinary one, such as a view, which may compute its rows for ever. Without columns: a row with NULLs.
SELECT c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
       CASE WHEN c.relkind <> 'r' THEN 'it is not a table'
            WHEN c.relrowsecurity THEN 'it has policies that may hide rows'
            WHEN EXISTS (SELECT FROM pg_catalog.pg_inherits AS i WHERE c.oid IN (i.inhrelid, i.inhparent))
                THEN 'it shares rows with another table'
            WHEN EXISTS (SELECT FROM pg_catalog.pg_attribute AS g WHERE g.attrelid = c.oid AND g.attgenerated <> '')
                THEN 'it has generated columns' END
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE n.nspname = 'tributary' AND c.relkind NOT IN ('i', 'I', 'S')
ORDER BY c.relname, a.attnum
