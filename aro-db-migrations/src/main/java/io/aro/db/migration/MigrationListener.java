package io.aro.db.migration;

/** Hears of each migration as it goes; it is called on the thread that migrates, after the migration is committed. */
@FunctionalInterface
public interface MigrationListener {

    void on(MigrationEvent event);
}
