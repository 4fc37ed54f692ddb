-- V016: remembers whose a deleted row was, so that the events about it are still found.
--
-- Why:     events outlive what they are about. Once an appointment is deleted or archived, no key leads from its events to
--          the customer, and they could neither be erased nor held. Triggers write the customer down in the statement that
--          deletes, whoever sends it. Nothing is known of rows that were deleted before this version.
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V016__remember_whose_rows_were.sql drops the table, with its data, and the triggers.

-- Without a foreign key: it is about customers whose row is gone, too.
CREATE TABLE former_belongings (
  entity_id   UUID NOT NULL,
  customer_id UUID NOT NULL,

  CONSTRAINT pk_former_belongings PRIMARY KEY (entity_id),

  CONSTRAINT ck_former_belongings_entity_id
    CHECK (glob('????????-????-????-????-????????????', entity_id) = 1 AND length(replace(entity_id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', entity_id) = 0),
  CONSTRAINT ck_former_belongings_customer_id
    CHECK (glob('????????-????-????-????-????????????', customer_id) = 1 AND length(replace(customer_id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', customer_id) = 0)
);

CREATE INDEX idx_former_belonging_customer ON former_belongings (customer_id);

CREATE TRIGGER customers_deleted BEFORE DELETE ON customers
BEGIN
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id) VALUES (OLD.id, OLD.id);
END;

-- Before the deletion, since what hangs on the appointment goes with it.
CREATE TRIGGER appointments_deleted BEFORE DELETE ON appointments
BEGIN
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id) VALUES (OLD.id, OLD.customer_id);
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT id, OLD.customer_id FROM reminder_logs WHERE appointment_id = OLD.id;
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT id, OLD.customer_id FROM workflow_instances WHERE appointment_id = OLD.id;
END;

CREATE TRIGGER reminder_logs_deleted BEFORE DELETE ON reminder_logs
BEGIN
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT OLD.id, customer_id FROM appointments WHERE id = OLD.appointment_id;
END;

CREATE TRIGGER workflow_instances_deleted BEFORE DELETE ON workflow_instances
BEGIN
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT OLD.id, customer_id FROM appointments WHERE id = OLD.appointment_id;
END;

CREATE TRIGGER dead_letters_deleted BEFORE DELETE ON dead_letters WHEN OLD.workflow_id IS NOT NULL
BEGIN
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT OLD.id, appointments.customer_id
  FROM workflow_instances JOIN appointments ON appointments.id = workflow_instances.appointment_id
  WHERE workflow_instances.id = OLD.workflow_id;
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT OLD.id, customer_id FROM former_belongings WHERE entity_id = OLD.workflow_id;
END;

CREATE TRIGGER consents_deleted BEFORE DELETE ON consents
BEGIN
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT OLD.id, OLD.customer_id WHERE OLD.customer_id IS NOT NULL;
  INSERT OR IGNORE INTO former_belongings (entity_id, customer_id)
  SELECT OLD.id, id FROM customers WHERE phone = OLD.phone;
END;
