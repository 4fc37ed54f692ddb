-- V014: remembers what was archived, whose data must be kept, and whose were erased.
--
-- Why:     the row of a segment is written by the transaction that deletes its rows, so that a segment of the archive
--          counts if and only if its rows are gone. A hold keeps the rows of a customer from being archived or erased.
--          An erasure is remembered, because data that are restored or still on their way must be erased again.
-- Locks:   creates new objects only; the foreign key takes a short SHARE ROW EXCLUSIVE lock on customers.
-- Back:    rollback/postgresql/V014__add_retention.sql drops the tables, with their data.

CREATE TABLE archive_segments (
  id          uuid        NOT NULL,
  source      varchar(50) NOT NULL,
  row_count   bigint      NOT NULL,
  sha256      varchar(64) NOT NULL,
  oldest      timestamptz NOT NULL,
  newest      timestamptz NOT NULL,
  archived_at timestamptz NOT NULL,
  restored_at timestamptz,

  CONSTRAINT pk_archive_segments PRIMARY KEY (id),
  CONSTRAINT ck_archive_segments_row_count CHECK (row_count >= 1),
  CONSTRAINT ck_archive_segments_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$')
);

CREATE TABLE legal_holds (
  customer_id uuid         NOT NULL,
  reason      varchar(500) NOT NULL,
  actor       varchar(50)  NOT NULL,
  actor_id    varchar(255),
  placed_at   timestamptz  NOT NULL DEFAULT CURRENT_TIMESTAMP,

  CONSTRAINT pk_legal_holds PRIMARY KEY (customer_id),
  CONSTRAINT fk_legal_holds_customer FOREIGN KEY (customer_id) REFERENCES customers (id),
  CONSTRAINT ck_legal_holds_actor CHECK (actor IN ('system', 'user', 'admin', 'webhook'))
);

-- Without a foreign key: that somebody was erased is remembered when the row of the customer is gone, too.
CREATE TABLE erasures (
  customer_id     uuid        NOT NULL,
  first_erased_at timestamptz NOT NULL,
  last_erased_at  timestamptz NOT NULL,
  times           integer     NOT NULL DEFAULT 1,

  CONSTRAINT pk_erasures PRIMARY KEY (customer_id),
  CONSTRAINT ck_erasures_times CHECK (times >= 1)
);

COMMENT ON TABLE archive_segments IS 'One row for each file of the archive whose rows were deleted here.';
COMMENT ON COLUMN archive_segments.id IS 'Id of the segment, which is the name of its file.';
COMMENT ON COLUMN archive_segments.source IS 'What it holds: events, appointments or dead_letters.';
COMMENT ON COLUMN archive_segments.row_count IS 'How many rows it holds, those that belong to others included.';
COMMENT ON COLUMN archive_segments.sha256 IS 'SHA-256 of the file.';
COMMENT ON COLUMN archive_segments.oldest IS 'Time of its oldest row.';
COMMENT ON COLUMN archive_segments.newest IS 'Time of its newest row.';
COMMENT ON COLUMN archive_segments.archived_at IS 'When its rows were deleted.';
COMMENT ON COLUMN archive_segments.restored_at IS 'When its rows were put back; from then on it counts no longer.';

COMMENT ON TABLE legal_holds IS 'One row for each customer whose data must be kept as they are.';
COMMENT ON COLUMN legal_holds.customer_id IS 'The customer, who cannot be deleted meanwhile.';
COMMENT ON COLUMN legal_holds.reason IS 'Why, such as the number of a case.';
COMMENT ON COLUMN legal_holds.actor IS 'Kind of who placed it: system, user, admin or webhook.';
COMMENT ON COLUMN legal_holds.actor_id IS 'Which job, person or provider placed it.';
COMMENT ON COLUMN legal_holds.placed_at IS 'When it was placed.';

COMMENT ON TABLE erasures IS 'One row for each customer whose personal data were erased.';
COMMENT ON COLUMN erasures.customer_id IS 'The customer, whose row may be gone.';
COMMENT ON COLUMN erasures.first_erased_at IS 'When that was first done.';
COMMENT ON COLUMN erasures.last_erased_at IS 'When it was last done.';
COMMENT ON COLUMN erasures.times IS 'How often it was done.';
