-- Undoes V003__add_workflow_instances: drops workflow_instances.
--
-- Loses:   every workflow, running or finished.
-- Locks:   ACCESS EXCLUSIVE on what it drops, and on appointments for the foreign key, until the transaction ends.

DROP TABLE workflow_instances;
