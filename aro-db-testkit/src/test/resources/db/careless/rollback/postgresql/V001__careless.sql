DROP TABLE careless_notes;
