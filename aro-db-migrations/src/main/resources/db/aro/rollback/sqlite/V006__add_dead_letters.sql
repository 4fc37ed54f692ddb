-- Undoes V006__add_dead_letters: drops dead_letters.
--
-- Loses:   the failed work that waits for a person.
-- Locks:   the whole database for writers, until the transaction ends.

DROP TABLE dead_letters;
