-- Accounts as people speak of them, and what becomes of each. temp.users holds the label of the users table,
-- and the column whose id range its ids are in.
WITH person AS NOT MATERIALIZED (
    SELECT a.id, a.source, s.name AS source_name, a.row, a.old_id, a.name,
           s.name || '/' || CASE WHEN coalesce(a.name, '') = '' THEN '#' || a.old_id ELSE a.name END AS called,
           t.id AS table_id,
           coalesce(r."offset", 0) AS "offset",
           r.source IS NOT NULL AS numbered
    FROM account AS a
    JOIN source AS s ON s.id = a.source
    JOIN temp.users AS u
    JOIN staged_table AS t ON t.source = a.source AND t.label = u.label
    LEFT JOIN id_range AS r ON r.source = a.source AND r.label = u.id_label AND r."column" = u.id_column
),
outcome AS NOT MATERIALIZED (
    SELECT p.id, v.id AS survivor, p.called, p.source_name, p.old_id, p.name,
           coalesce(i.value, CASE WHEN v.numbered THEN v.old_id + v."offset" ELSE v.old_id END) AS new_id,
           CASE WHEN w.action = 'rename' THEN w.new_name ELSE v.name END AS new_name,
           coalesce(d.action, 'keep') AS action, d.rule, d.reason,
           v.called AS survivor_called, v.source_name AS survivor_source, v.old_id AS survivor_old_id, v.name AS survivor_name
    FROM person AS p
    LEFT JOIN merged_account AS m ON m.account = p.id
    JOIN person AS v ON v.id = coalesce(m.survivor, p.id)
    LEFT JOIN decision AS d ON d.table_id = p.table_id AND d.row = p.row
    LEFT JOIN decision AS w ON w.table_id = v.table_id AND w.row = v.row
    LEFT JOIN assigned AS i ON i.table_id = v.table_id AND i.row = v.row
                           AND i."column" = (SELECT id_column FROM temp.users WHERE id_label = label)
)
