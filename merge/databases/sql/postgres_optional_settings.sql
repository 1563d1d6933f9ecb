-- Settings that not every server knows, and that a superuser alone may change: for this transaction.
SELECT pg_catalog.set_config(s.name, wanted.value, true)
FROM (VALUES ('restrict_nonsystem_relation_kind', ''), ('lc_messages', 'C')) AS wanted(name, value)
JOIN pg_catalog.pg_settings AS s ON s.name = wanted.name
WHERE s.context = 'user'
   OR (s.context = 'superuser' AND (SELECT r.rolsuper FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user))
