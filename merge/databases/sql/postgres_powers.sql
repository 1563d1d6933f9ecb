-- What the session may do, or may come to do by SET ROLE, that no source's code should do for it. NULL or empty: nothing.
SELECT CASE WHEN bool_or(r.rolsuper AND r.rolname IN (session_user, current_user)) THEN 'a superuser'
            ELSE pg_catalog.string_agg(CASE WHEN r.rolname = session_user THEN 'BYPASSRLS' ELSE 'a member of ' || r.rolname END, ', '
                                       ORDER BY r.rolname) END
FROM pg_catalog.pg_roles AS r
WHERE pg_catalog.pg_has_role(session_user, r.oid, 'MEMBER')
      AND (r.rolsuper OR r.rolbypassrls
           OR r.rolname IN ('pg_execute_server_program', 'pg_write_server_files', 'pg_read_server_files', 'pg_write_all_data',
                            'rds_superuser', 'cloudsqlsuperuser', 'azure_pg_admin'))
