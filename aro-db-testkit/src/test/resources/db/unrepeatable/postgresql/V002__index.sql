CREATE INDEX CONCURRENTLY idx_visits_id ON visits (id);
