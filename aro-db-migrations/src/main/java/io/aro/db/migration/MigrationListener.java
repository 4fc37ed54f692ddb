package io.aro.db.migration;

/** A listener to each migration of a migrate or rollback. */
@FunctionalInterface
public interface MigrationListener {

    /**
     * Handles the event. Called on the migrating thread, after the commit of the migration. A listener must
     * not migrate the same database.
     */
    void on(MigrationEvent event);
}
