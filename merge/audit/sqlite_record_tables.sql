-- What has a name like one of the record's tables, without the prefix: as postgres_record_tables.sql.
SELECT substr(lower(t.name), length('tributary_') + 1), c.name, lower(c.type),
       CASE WHEN t.type <> 'table' THEN 'it is not a table'
            WHEN EXISTS (SELECT 1 FROM pragma_table_xinfo(t.name) AS g WHERE g.hidden <> 0)
                THEN 'it has generated columns' END
FROM pragma_table_list AS t
LEFT JOIN pragma_table_xinfo(CASE WHEN t.type = 'table' THEN t.name END) AS c
WHERE t.schema = 'main' AND t.name LIKE 'tributary\_%' ESCAPE '\'
ORDER BY t.name, c.cid
