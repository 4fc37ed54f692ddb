-- Undoes V004__add_consents_table: drops consents.
--
-- Loses:   the evidence of every consent and opt-out; export it first if the law asks for it.
-- Locks:   ACCESS EXCLUSIVE on what it drops, and on customers for the foreign key, until the transaction ends.

DROP TABLE consents;
