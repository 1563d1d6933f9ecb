-- The tables of an SQLite file that hold rows of the service.
SELECT name, type
FROM pragma_table_list
WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite\_%' ESCAPE '\'
ORDER BY name
