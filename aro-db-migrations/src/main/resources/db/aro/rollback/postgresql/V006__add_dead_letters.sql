-- Undoes V006__add_dead_letters: drops dead_letters.
--
-- Loses:   the failed work that waits for a person.
-- Locks:   ACCESS EXCLUSIVE on what it drops, until the transaction ends.

DROP TABLE dead_letters;
