-- $1: this program's name. Who else is connected to this database: what it is called, its role, and how many of them.
SELECT s.name, count(*)
FROM (SELECT coalesce(nullif(a.application_name, ''), 'a session') || ' as ' || a.usename AS name
      FROM pg_catalog.pg_stat_activity AS a
      WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()
        AND coalesce(a.backend_type, 'client backend') = 'client backend' AND a.usename IS NOT NULL
        AND a.application_name NOT LIKE $1) AS s
GROUP BY s.name ORDER BY count(*) DESC, s.name COLLATE "C"
