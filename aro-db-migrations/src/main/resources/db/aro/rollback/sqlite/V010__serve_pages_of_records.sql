-- Undoes V010__serve_pages_of_records: puts the former indexes of events, workflows and dead letters back.
--
-- Loses:   no data; reading pages in time order sorts again.
-- Locks:   the whole database for writers, until the transaction ends.

DROP INDEX idx_dead_letters_workflow;
DROP INDEX idx_dead_letters_archived;
DROP INDEX idx_dead_letters_created;

CREATE INDEX idx_dead_letters_created ON dead_letters (created_at DESC);
CREATE INDEX idx_dead_letters_archived ON dead_letters (archived) WHERE archived = FALSE;

DROP INDEX idx_workflow_due;
DROP INDEX idx_workflow_active;
DROP INDEX idx_workflow_state;
DROP INDEX idx_workflow_appointment;

CREATE INDEX idx_workflow_appointment ON workflow_instances (appointment_id);
CREATE INDEX idx_workflow_state ON workflow_instances (current_state);
CREATE INDEX idx_workflow_active ON workflow_instances (completed_at, failed_at)
  WHERE completed_at IS NULL AND failed_at IS NULL;

DROP INDEX idx_event_actor;
DROP INDEX idx_event_entity;
DROP INDEX idx_event_type;
DROP INDEX idx_event_timestamp;

CREATE INDEX idx_event_timestamp ON events (timestamp DESC);
CREATE INDEX idx_event_type ON events (type);
CREATE INDEX idx_event_entity ON events (entity_type, entity_id);
CREATE INDEX idx_event_actor ON events (actor, actor_id);
