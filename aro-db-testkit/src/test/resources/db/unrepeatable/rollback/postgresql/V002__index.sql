DROP INDEX IF EXISTS idx_visits_id;
