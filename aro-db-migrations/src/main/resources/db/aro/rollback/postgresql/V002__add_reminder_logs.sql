-- Undoes V002__add_reminder_logs: drops reminder_logs.
--
-- Loses:   the log of every reminder sent.
-- Locks:   ACCESS EXCLUSIVE on what it drops, and on appointments for the foreign key, until the transaction ends.

DROP TABLE reminder_logs;
