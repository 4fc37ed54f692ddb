-- V014: remembers what was archived, whose data must be kept, and whose were erased.
--
-- Why:     the row of a segment is written by the transaction that deletes its rows, so that a segment of the archive
--          counts if and only if its rows are gone. A hold keeps the rows of a customer from being archived or erased.
--          An erasure is remembered, because data that are restored or still on their way must be erased again.
-- Locks:   the whole database for writers, until the transaction ends.
-- Back:    rollback/sqlite/V014__add_retention.sql drops the tables, with their data.

CREATE TABLE archive_segments (
  id          UUID        NOT NULL,
  source      VARCHAR(50) NOT NULL,
  row_count   BIGINT      NOT NULL,
  sha256      VARCHAR(64) NOT NULL,
  oldest      TIMESTAMPTZ NOT NULL,
  newest      TIMESTAMPTZ NOT NULL,
  archived_at TIMESTAMPTZ NOT NULL,
  restored_at TIMESTAMPTZ,

  CONSTRAINT pk_archive_segments PRIMARY KEY (id),

  CONSTRAINT ck_archive_segments_id
    CHECK (glob('????????-????-????-????-????????????', id) = 1 AND length(replace(id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', id) = 0),
  CONSTRAINT ck_archive_segments_source CHECK (typeof(source) = 'text' AND length(source) <= 50),
  CONSTRAINT ck_archive_segments_row_count CHECK (typeof(row_count) = 'integer' AND row_count >= 1),
  CONSTRAINT ck_archive_segments_sha256
    CHECK (typeof(sha256) = 'text' AND length(sha256) = 64 AND glob('*[^0-9a-f]*', sha256) = 0),
  CONSTRAINT ck_archive_segments_oldest
    CHECK (datetime(oldest) IS NOT DISTINCT FROM substr(oldest, 1, 19) AND glob('*+00:00', oldest) = 1),
  CONSTRAINT ck_archive_segments_newest
    CHECK (datetime(newest) IS NOT DISTINCT FROM substr(newest, 1, 19) AND glob('*+00:00', newest) = 1),
  CONSTRAINT ck_archive_segments_archived_at
    CHECK (datetime(archived_at) IS NOT DISTINCT FROM substr(archived_at, 1, 19) AND glob('*+00:00', archived_at) = 1),
  CONSTRAINT ck_archive_segments_restored_at
    CHECK (datetime(restored_at) IS NOT DISTINCT FROM substr(restored_at, 1, 19) AND glob('*+00:00', restored_at) = 1)
);

CREATE TABLE legal_holds (
  customer_id UUID         NOT NULL,
  reason      VARCHAR(500) NOT NULL,
  actor       VARCHAR(50)  NOT NULL,
  actor_id    VARCHAR(255),
  placed_at   TIMESTAMPTZ  NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f+00:00', 'now')),

  CONSTRAINT pk_legal_holds PRIMARY KEY (customer_id),
  CONSTRAINT fk_legal_holds_customer FOREIGN KEY (customer_id) REFERENCES customers (id),

  CONSTRAINT ck_legal_holds_customer_id
    CHECK (glob('????????-????-????-????-????????????', customer_id) = 1 AND length(replace(customer_id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', customer_id) = 0),
  CONSTRAINT ck_legal_holds_reason CHECK (typeof(reason) = 'text' AND length(reason) <= 500),
  CONSTRAINT ck_legal_holds_actor CHECK (actor IN ('system', 'user', 'admin', 'webhook')),
  CONSTRAINT ck_legal_holds_actor_id CHECK (typeof(actor_id) IN ('text', 'null') AND length(actor_id) <= 255),
  CONSTRAINT ck_legal_holds_placed_at
    CHECK (datetime(placed_at) IS NOT DISTINCT FROM substr(placed_at, 1, 19) AND glob('*+00:00', placed_at) = 1)
);

-- Without a foreign key: that somebody was erased is remembered when the row of the customer is gone, too.
CREATE TABLE erasures (
  customer_id     UUID        NOT NULL,
  first_erased_at TIMESTAMPTZ NOT NULL,
  last_erased_at  TIMESTAMPTZ NOT NULL,
  times           INTEGER     NOT NULL DEFAULT 1,

  CONSTRAINT pk_erasures PRIMARY KEY (customer_id),

  CONSTRAINT ck_erasures_customer_id
    CHECK (glob('????????-????-????-????-????????????', customer_id) = 1 AND length(replace(customer_id, '-', '')) = 32
      AND glob('*[^0-9a-f-]*', customer_id) = 0),
  CONSTRAINT ck_erasures_first_erased_at
    CHECK (datetime(first_erased_at) IS NOT DISTINCT FROM substr(first_erased_at, 1, 19) AND glob('*+00:00', first_erased_at) = 1),
  CONSTRAINT ck_erasures_last_erased_at
    CHECK (datetime(last_erased_at) IS NOT DISTINCT FROM substr(last_erased_at, 1, 19) AND glob('*+00:00', last_erased_at) = 1),
  CONSTRAINT ck_erasures_times CHECK (typeof(times) = 'integer' AND times BETWEEN 1 AND 2147483647)
);
