-- Undoes V004__add_consents_table: drops consents.
--
-- Loses:   the evidence of every consent and opt-out; export it first if the law asks for it.
-- Locks:   the whole database for writers, until the transaction ends.

DROP TABLE consents;
