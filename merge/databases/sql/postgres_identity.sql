-- Which database this is, whatever it is called: the cluster that initdb made and the database in it; the server that
-- runs it; and whether that follows another.
SELECT (SELECT c.system_identifier FROM pg_catalog.pg_control_system() AS c) || '/' || d.oid,
       extract(epoch FROM pg_catalog.pg_postmaster_start_time())::text,
       pg_catalog.pg_is_in_recovery()
FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database()
