-- Undoes V002__add_reminder_logs: drops reminder_logs.
--
-- Loses:   the log of every reminder sent.
-- Locks:   the whole database for writers, until the transaction ends.

DROP TABLE reminder_logs;
