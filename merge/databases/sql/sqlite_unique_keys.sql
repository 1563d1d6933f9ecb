-- ?1: table. Unique indexes, unique constraints (origin u), and the index of the primary key (origin pk) where it has
-- one; which columns the primary key has comes from table_xinfo.
SELECT i.name, i.partial, c.name, c.coll, coalesce(s.sql, ''), i.origin = 'pk'
FROM pragma_index_list(?1) AS i
JOIN pragma_index_xinfo(i.name) AS c ON c.key = 1
LEFT JOIN sqlite_schema AS s ON s.type = 'index' AND s.name = i.name
WHERE i."unique" = 1
ORDER BY i.name, c.seqno
