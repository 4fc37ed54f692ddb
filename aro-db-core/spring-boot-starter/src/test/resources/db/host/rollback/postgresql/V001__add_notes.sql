DROP TABLE host_notes;
