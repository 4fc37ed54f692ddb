-- V010: indexes that serve events, workflows and dead letters in the order in which they are read.
--
-- Why:     each list is read page by page in time order. An index that ends with the time and the id serves a page by
--          walking; without them every page would sort all events of a type, and the pages would get slower with
--          each month. `idx_workflow_due` finds the workflows whose next attempt has come. A condition of a
--          partial index has the very words of its query, NOT archived, because SQLite compares words.
--          The index of an entity begins with its id, by which an erasure finds events of every type of entity.
-- Locks:   ACCESS EXCLUSIVE on events, workflow_instances and dead_letters until the transaction ends; an index of
--          a million events takes seconds to build.
-- Back:    rollback/postgresql/V010__serve_pages_of_records.sql puts the former indexes back; no data are lost.

DROP INDEX idx_event_timestamp;
DROP INDEX idx_event_type;
DROP INDEX idx_event_entity;
DROP INDEX idx_event_actor;

CREATE INDEX idx_event_timestamp ON events (timestamp DESC, id DESC);
CREATE INDEX idx_event_type ON events (type, timestamp, id);
CREATE INDEX idx_event_entity ON events (entity_id, entity_type, timestamp, id);
CREATE INDEX idx_event_actor ON events (actor, actor_id, timestamp, id);

DROP INDEX idx_workflow_appointment;
DROP INDEX idx_workflow_state;
DROP INDEX idx_workflow_active;

CREATE INDEX idx_workflow_appointment ON workflow_instances (appointment_id, started_at, id);
CREATE INDEX idx_workflow_state ON workflow_instances (current_state, started_at, id);
CREATE INDEX idx_workflow_active ON workflow_instances (started_at, id)
  WHERE completed_at IS NULL AND failed_at IS NULL;
CREATE INDEX idx_workflow_due ON workflow_instances (next_attempt_at, id)
  WHERE completed_at IS NULL AND failed_at IS NULL;

DROP INDEX idx_dead_letters_created;
DROP INDEX idx_dead_letters_archived;

CREATE INDEX idx_dead_letters_created ON dead_letters (created_at DESC, id DESC);
CREATE INDEX idx_dead_letters_archived ON dead_letters (created_at DESC, id DESC) WHERE NOT archived;
CREATE INDEX idx_dead_letters_workflow ON dead_letters (workflow_id, created_at, id);
