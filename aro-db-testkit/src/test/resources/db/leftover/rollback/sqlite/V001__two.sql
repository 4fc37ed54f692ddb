-- Forgets one of the two.
DROP TABLE gone;
