-- Views and triggers, and what a table says of itself as a whole: kind, name, table, definition.
SELECT type, name, CASE type WHEN 'trigger' THEN tbl_name ELSE '' END, coalesce(sql, '')
FROM sqlite_schema
WHERE type IN ('view', 'trigger')
UNION ALL
SELECT 'table option', 'STRICT', name, '' FROM pragma_table_list WHERE schema = 'main' AND strict
UNION ALL
SELECT 'table option', 'WITHOUT ROWID', name, '' FROM pragma_table_list
WHERE schema = 'main' AND wr AND type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
ORDER BY 1, 2, 3
