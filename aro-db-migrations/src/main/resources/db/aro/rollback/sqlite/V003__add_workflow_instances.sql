-- Undoes V003__add_workflow_instances: drops workflow_instances.
--
-- Loses:   every workflow, running or finished.
-- Locks:   the whole database for writers, until the transaction ends.

DROP TABLE workflow_instances;
