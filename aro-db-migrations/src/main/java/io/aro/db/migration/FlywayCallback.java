package io.aro.db.migration;

import io.aro.db.migration.MigrationEvent.Outcome;
import io.aro.db.migration.internal.session.MigrationSession;
import java.time.Duration;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;

/**
 * The callback of Flyway that prepares and checks each migration and notifies the listener.
 *
 * <p>Flyway calls back before the commit of a migration. The listener is therefore notified at the start of
 * the next migration, or at the end of the run.
 */
final class FlywayCallback implements Callback {

    private final MigrationSession session;
    private final FlywayRunner scripts;
    private final MigrationListener listener;
    private long startedAt;
    private @Nullable MigrationEvent finished;

    FlywayCallback(MigrationSession session, FlywayRunner scripts, MigrationListener listener) {
        this.session = session;
        this.scripts = scripts;
        this.listener = listener;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE
                || event == Event.AFTER_EACH_MIGRATE
                || event == Event.AFTER_EACH_MIGRATE_ERROR;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        MigrationInfo migration = context.getMigrationInfo();
        if (event == Event.BEFORE_EACH_MIGRATE) {
            flush();
            session.beforeScript();
            startedAt = System.nanoTime();
        } else if (event == Event.AFTER_EACH_MIGRATE) {
            session.afterScript(migration.getScript(), scripts.text(migration.getScript()));
            finished = new MigrationEvent(
                    Outcome.APPLIED,
                    FlywayRunner.version(migration),
                    migration.getDescription(),
                    Duration.ofNanos(System.nanoTime() - startedAt));
        }
    }

    @Override
    public String getCallbackName() {
        return "aro-db";
    }

    /** Notifies the listener of the last migration, committed by now. */
    void flush() {
        MigrationEvent event = finished;
        finished = null;
        if (event != null) {
            listener.on(event);
        }
    }
}
