-- ?1: table. hidden: 0 plain, 1 hidden column of a virtual table, 2 and 3 generated.
SELECT name, type, "notnull", coalesce(dflt_value, ''), pk, hidden
FROM pragma_table_xinfo(?1)
WHERE hidden <> 1
ORDER BY cid
