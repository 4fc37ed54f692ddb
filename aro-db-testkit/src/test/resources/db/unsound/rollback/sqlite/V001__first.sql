PRAGMA foreign_keys = OFF;
ALTER TABLE clients RENAME TO customers;
