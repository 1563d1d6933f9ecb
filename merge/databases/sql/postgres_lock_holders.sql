-- $1: tables as oids, separated by commas. Who keeps them from being read, or waits to: the table, the process, who it
-- is, and the seconds that its transaction has lasted, if this role may see them.
SELECT l.relation::pg_catalog.regclass, l.pid,
       concat_ws(', ', nullif(a.application_name, ''), 'role ' || a.usename),
       extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::bigint
FROM pg_catalog.pg_locks AS l
LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND l.pid <> pg_catalog.pg_backend_pid()
  AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
  AND l.relation = ANY (string_to_array($1, ',')::oid[])
ORDER BY l.granted DESC, l.relation, l.pid
LIMIT 1
