-- The role that runs a service: it works with the data, but can neither change the schema nor rewrite the audit log, the
-- evidence of consent or the history of appointments, nor delete appointments and customers. The table of its rights is in
-- docs/data-lifecycle.md. Run it as the owner of the tables, with psql, after each migration; it may be run again, and takes
-- back what it gave before and gives no longer. Then make the login of the service a member:
--
--   CREATE ROLE booking LOGIN PASSWORD '…';
--   GRANT aro_service TO booking;
--
-- It is about the first schema of the search path. Where several schemas have services of their own, give each a role:
--
--   PGOPTIONS="-c search_path=practice_2 -c aro.service_role=aro_service_2" psql -f aro_service.sql
--
-- Migrations, retention, erasure and the deletion of appointments and customers need more than this: run them as the owner.

DO $$
DECLARE
  home    text := current_schema();
  service text := coalesce(nullif(current_setting('aro.service_role', TRUE), ''), 'aro_service');
  granted record;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = service) THEN
    EXECUTE format('CREATE ROLE %I NOLOGIN', service);
  END IF;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', home, service);

  -- Columns named behind EXCEPT are set when the row is made, and stay. Triggers write to
  -- customer_tags and former_belongings in the name of the service.
  FOR granted IN
    SELECT c.relname, rights.others, (
      SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
      FROM pg_catalog.pg_attribute a
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND CASE
          WHEN rights.changed LIKE 'EXCEPT %' THEN a.attname <> ALL (string_to_array(substr(rights.changed, 8), ' '))
          ELSE a.attname = ANY (string_to_array(rights.changed, ' '))
        END
    ) AS changed
    FROM (VALUES
      ('customers',               'SELECT, INSERT',         'EXCEPT id created_at'),
      ('customer_tags',           'SELECT, INSERT, DELETE', ''),
      ('appointments',            'SELECT, INSERT',         'EXCEPT id customer_id at_last_transition rescheduled_from created_at'),
      ('appointment_transitions', 'SELECT, INSERT',         'next_sequence last'),
      ('allowed_transitions',     'SELECT',                 ''),
      ('events',                  'SELECT, INSERT',         ''),
      ('consents',                'SELECT, INSERT',         ''),
      ('reminder_logs',           'SELECT, INSERT, DELETE', 'EXCEPT id appointment_id created_at'),
      ('workflow_instances',      'SELECT, INSERT, DELETE', 'EXCEPT id created_at'),
      ('dead_letters',            'SELECT, INSERT, DELETE', 'EXCEPT id created_at'),
      ('business_config',         'SELECT, INSERT',         'EXCEPT id'),
      ('idempotency_keys',        'SELECT, INSERT, DELETE', 'EXCEPT scope source key'),
      ('idempotency_steps',       'SELECT, INSERT, DELETE', 'EXCEPT scope source key name'),
      ('delivery_subjects',       'SELECT, INSERT',         'EXCEPT scope source subject created_at'),
      ('legal_holds',             'SELECT, INSERT, DELETE', ''),
      ('erasures',                'SELECT',                 ''),
      ('erasure_secrets',         'SELECT',                 ''),
      ('former_belongings',       'SELECT, INSERT',         ''),
      ('archive_segments',        'SELECT',                 ''),
      ('aro_schema_versions',     'SELECT',                 ''),
      ('aro_schema_history',      'SELECT',                 '')
    ) AS rights (relname, others, changed)
    JOIN pg_catalog.pg_class c ON c.relname = rights.relname AND c.relnamespace = quote_ident(home)::regnamespace
  LOOP
    EXECUTE format('REVOKE ALL ON %I.%I FROM %I', home, granted.relname, service);
    EXECUTE format('GRANT %s ON %I.%I TO %I', granted.others, home, granted.relname, service);
    IF granted.changed IS NOT NULL THEN
      EXECUTE format('GRANT UPDATE (%s) ON %I.%I TO %I', granted.changed, home, granted.relname, service);
    END IF;
  END LOOP;
END
$$;
