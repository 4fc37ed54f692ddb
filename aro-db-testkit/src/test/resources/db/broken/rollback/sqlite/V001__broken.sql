-- Loses: nothing.
DROP TABLE first_table;
