-- V016: remembers whose a deleted row was, so that the events about it are still found.
--
-- Why:     events outlive what they are about. Once an appointment is deleted or archived, no key leads from its events to
--          the customer, and they could neither be erased nor held. Triggers write the customer down in the statement that
--          deletes, whoever sends it. Nothing is known of rows that were deleted before this version.
-- Locks:   SHARE ROW EXCLUSIVE on the tables of customers, appointments, reminders, workflows, dead letters and consents,
--          for a moment.
-- Back:    rollback/postgresql/V016__remember_whose_rows_were.sql drops the table, with its data, and the triggers.

-- Without a foreign key: it is about customers whose row is gone, too.
CREATE TABLE former_belongings (
  entity_id   uuid NOT NULL,
  customer_id uuid NOT NULL,

  CONSTRAINT pk_former_belongings PRIMARY KEY (entity_id)
);

CREATE INDEX idx_former_belonging_customer ON former_belongings (customer_id);

CREATE FUNCTION former_belongings_remember() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  CASE TG_TABLE_NAME
    WHEN 'customers' THEN
      INSERT INTO former_belongings (entity_id, customer_id) VALUES (OLD.id, OLD.id) ON CONFLICT DO NOTHING;
    WHEN 'appointments' THEN
      INSERT INTO former_belongings (entity_id, customer_id)
      SELECT OLD.id, OLD.customer_id
      UNION ALL SELECT id, OLD.customer_id FROM reminder_logs WHERE appointment_id = OLD.id
      UNION ALL SELECT id, OLD.customer_id FROM workflow_instances WHERE appointment_id = OLD.id
      ON CONFLICT DO NOTHING;
    WHEN 'dead_letters' THEN
      INSERT INTO former_belongings (entity_id, customer_id)
      SELECT OLD.id, appointments.customer_id
      FROM workflow_instances JOIN appointments ON appointments.id = workflow_instances.appointment_id
      WHERE workflow_instances.id = OLD.workflow_id
      UNION ALL SELECT OLD.id, customer_id FROM former_belongings WHERE entity_id = OLD.workflow_id
      ON CONFLICT DO NOTHING;
    WHEN 'consents' THEN
      INSERT INTO former_belongings (entity_id, customer_id)
      SELECT OLD.id, OLD.customer_id WHERE OLD.customer_id IS NOT NULL
      UNION ALL SELECT OLD.id, id FROM customers WHERE phone = OLD.phone
      ON CONFLICT DO NOTHING;
    ELSE
      INSERT INTO former_belongings (entity_id, customer_id)
      SELECT OLD.id, customer_id FROM appointments WHERE id = OLD.appointment_id
      ON CONFLICT DO NOTHING;
  END CASE;
  RETURN OLD;
END
$$;

CREATE TRIGGER customers_deleted BEFORE DELETE ON customers
  FOR EACH ROW EXECUTE FUNCTION former_belongings_remember();

-- Before the deletion, since what hangs on the appointment goes with it.
CREATE TRIGGER appointments_deleted BEFORE DELETE ON appointments
  FOR EACH ROW EXECUTE FUNCTION former_belongings_remember();

CREATE TRIGGER reminder_logs_deleted BEFORE DELETE ON reminder_logs
  FOR EACH ROW EXECUTE FUNCTION former_belongings_remember();

CREATE TRIGGER workflow_instances_deleted BEFORE DELETE ON workflow_instances
  FOR EACH ROW EXECUTE FUNCTION former_belongings_remember();

CREATE TRIGGER dead_letters_deleted BEFORE DELETE ON dead_letters
  FOR EACH ROW WHEN (OLD.workflow_id IS NOT NULL) EXECUTE FUNCTION former_belongings_remember();

CREATE TRIGGER consents_deleted BEFORE DELETE ON consents
  FOR EACH ROW EXECUTE FUNCTION former_belongings_remember();

COMMENT ON TABLE former_belongings IS 'One row for each deleted row that events may be about, kept by triggers: whose it was.';
COMMENT ON COLUMN former_belongings.entity_id IS 'Id of the deleted row: a customer, an appointment, a reminder, a workflow, a dead letter or a consent.';
COMMENT ON COLUMN former_belongings.customer_id IS 'The customer it belonged to, whose row may be gone.';
