-- The role that runs a service: it works with the data, but can neither change the schema nor rewrite the audit log, the
-- evidence of consent or the history of appointments. Run it as the owner of the tables, with psql, after each migration;
-- it may be run again. Then make the login of the service a member:
--
--   CREATE ROLE booking LOGIN PASSWORD '…';
--   GRANT aro_service TO booking;
--
-- Migrations, retention and erasure need more than this: run them as the owner.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'aro_service') THEN
    CREATE ROLE aro_service NOLOGIN;
  END IF;
END
$$;

GRANT USAGE ON SCHEMA public TO aro_service;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO aro_service;

GRANT INSERT, UPDATE, DELETE ON
  customers, customer_tags, appointments, reminder_logs, workflow_instances, dead_letters, business_config,
  idempotency_keys, idempotency_steps, delivery_subjects, legal_holds
TO aro_service;

-- What is only ever added to.
GRANT INSERT ON events, consents, appointment_transitions, former_belongings TO aro_service;

-- A transition learns of its successor, and nothing else of it changes.
GRANT UPDATE (next_sequence, last) ON appointment_transitions TO aro_service;
