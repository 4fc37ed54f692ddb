-- V018: moves stay as they were written, whoever writes, and consents outlive the attempt to delete their customer.
--
-- Why:     keys refuse an illegal history, but the owner could rewrite one into another legal one: change who and why, cut
--          off its end, or add a rule and use it. An erasure may blank why, who and by which command, and a whole
--          appointment may go. Consents are evidence; they stand in the way of deleting their customer.
--          The conditions stand at the triggers, so that a function is called only to refuse, or when moves are deleted.
-- Locks:   ACCESS EXCLUSIVE on consents, SHARE ROW EXCLUSIVE on appointments, their transitions, customers and the rule
--          table, until the transaction ends; consents are read once.
-- Back:    rollback/postgresql/V018__keep_moves_as_they_were.sql drops the triggers, and consents go with their customer again.

-- lint: allow scanning-constraint because the first release starts with this script, so the table has no rows.
ALTER TABLE consents
  DROP CONSTRAINT fk_consents_customer,
  ADD CONSTRAINT fk_consents_customer FOREIGN KEY (customer_id) REFERENCES customers (id);

CREATE FUNCTION refuse_forgery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING
    ERRCODE = 'check_violation',
    MESSAGE = TG_ARGV[0],
    SCHEMA = TG_TABLE_SCHEMA,
    TABLE = TG_TABLE_NAME,
    CONSTRAINT = TG_NAME;
END
$$;

CREATE FUNCTION refuse_removal_of_moves() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF EXISTS (SELECT FROM appointments WHERE id = OLD.appointment_id) THEN
    RAISE EXCEPTION USING
      ERRCODE = 'check_violation',
      MESSAGE = 'moves go with their appointment',
      SCHEMA = TG_TABLE_SCHEMA,
      TABLE = TG_TABLE_NAME,
      CONSTRAINT = TG_NAME;
  END IF;
  RETURN NULL;
END
$$;

-- A status changes by one step, which the list of former statuses and the version follow; keys see that it is legal.
CREATE TRIGGER tg_appointments_moved BEFORE UPDATE OF id, status, version, previous_status ON appointments
  FOR EACH ROW WHEN (
    (NEW.id <> OLD.id OR NEW.status <> OLD.status OR NEW.version <> OLD.version
      OR NEW.previous_status <> OLD.previous_status)
    AND NOT (
      NEW.id = OLD.id AND NEW.status <> OLD.status AND NEW.version = OLD.version + 1
      AND NEW.previous_status = OLD.previous_status || OLD.status
    )
  )
  EXECUTE FUNCTION refuse_forgery('a status changes by one legal step');

-- A move learns of its successor, and an erasure blanks what may be about a person.
CREATE TRIGGER tg_appointment_transitions_kept BEFORE UPDATE ON appointment_transitions
  FOR EACH ROW WHEN (NOT (
    NEW.appointment_id = OLD.appointment_id AND NEW.sequence = OLD.sequence
    AND NEW.previous_sequence IS NOT DISTINCT FROM OLD.previous_sequence
    AND NEW.from_status IS NOT DISTINCT FROM OLD.from_status AND NEW.to_status = OLD.to_status
    AND NEW.actor = OLD.actor AND NEW.occurred_at = OLD.occurred_at AND NEW.correction = OLD.correction
    AND (NEW.reason IS NOT DISTINCT FROM OLD.reason OR NEW.reason IS NOT DISTINCT FROM '[erased]')
    AND (NEW.actor_id IS NOT DISTINCT FROM OLD.actor_id OR NEW.actor_id IS NOT DISTINCT FROM '[erased]')
    AND (NEW.command_id IS NOT DISTINCT FROM OLD.command_id OR NEW.command_id IS NULL)
    AND (NEW.next_sequence IS NOT DISTINCT FROM OLD.next_sequence OR OLD.next_sequence IS NULL)
    AND (NEW.last = OLD.last OR OLD.last)
  ))
  EXECUTE FUNCTION refuse_forgery('a move stays as it was written');

CREATE TRIGGER tg_appointment_transitions_removed AFTER DELETE ON appointment_transitions
  FOR EACH ROW EXECUTE FUNCTION refuse_removal_of_moves();

CREATE TRIGGER tg_allowed_transitions_kept BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON allowed_transitions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_forgery('only a migration changes the rules');
