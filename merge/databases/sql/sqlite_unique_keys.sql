-- ?1: table. Unique indexes, and unique constraints (origin u); the primary key comes from table_xinfo.
SELECT i.name, i.partial, c.name, c.coll, coalesce(s.sql, '')
FROM pragma_index_list(?1) AS i
JOIN pragma_index_xinfo(i.name) AS c ON c.key = 1
LEFT JOIN sqlite_schema AS s ON s.type = 'index' AND s.name = i.name
WHERE i."unique" = 1 AND i.origin <> 'pk'
ORDER BY i.name, c.seqno
