package io.aro.db.migration;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.MigrationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.migration.MigrationEvent.Outcome;
import io.aro.db.migration.RollbackPlan.Step;
import io.aro.db.migration.SchemaStatus.Migration;
import io.aro.db.migration.SchemaStatus.MigrationState;
import io.aro.db.migration.SchemaStatus.State;
import io.aro.db.migration.internal.session.MigrationSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rollback of migrations by their down scripts, newest first. Flyway's free edition has no undo. */
final class Rollback {

    private final MigrationSession session;
    private final MigrationSet set;
    private final FlywayRunner scripts;
    private final SchemaStatus status;
    private final int target;

    Rollback(MigrationSession session, MigrationSet set, int target) {
        this.session = session;
        this.set = set;
        this.scripts = new FlywayRunner(session, set);
        this.status = scripts.status();
        this.target = target;
        requireOwnHistory();
        if (target < 0 || target > status.version()) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The schema is at version %s and cannot be rolled back to version %s; name a version from 0 to %s.",
                    status.version(),
                    target,
                    status.version()));
        }
    }

    /**
     * Rejects a diverged history. Released scripts never change, and tables of another history must not be
     * dropped.
     */
    private void requireOwnHistory() {
        if (set.isAro() && status.state() == State.DIVERGED) {
            throw new SchemaMismatchException(new SchemaCheck(status).sentence());
        }
    }

    RollbackPlan plan() {
        List<DownScript> scripts = downScripts();
        LossCount losses = new LossCount(session, scripts);
        List<Step> steps = scripts.stream()
                .map(down -> new Step(
                        down.migration().version(),
                        down.migration().description(),
                        down.resource(),
                        down.warning(),
                        losses.of(down)))
                .toList();
        return new RollbackPlan(status.version(), target, steps);
    }

    RollbackReport run(MigrationListener listener) {
        long start = System.nanoTime();
        List<String> dropped = new ArrayList<>(session.tables());
        List<MigrationEvent> undone = new ArrayList<>();
        for (DownScript down : downScripts()) {
            MigrationEvent event = undo(down);
            undone.add(event);
            listener.on(event);
        }
        dropped.removeAll(session.tables());
        return new RollbackReport(
                status.version(), target, undone, dropped, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Returns every required script. A missing script stops the rollback before its first change. */
    private List<DownScript> downScripts() {
        return status.migrations().reversed().stream()
                .filter(at -> at.version() > target && isInHistory(at))
                .map(this::downScript)
                .toList();
    }

    private static boolean isInHistory(Migration migration) {
        return switch (migration.state()) {
            case APPLIED, EDITED, MISSING, NEWER, FAILED -> true;
            case PENDING, LATE -> false;
        };
    }

    private DownScript downScript(Migration migration) {
        if (migration.state() == MigrationState.NEWER) {
            throw new MigrationException(
                    String.format(
                            Locale.ROOT,
                            "%s was applied by a newer version of the library; roll it back with that version.",
                            migration.script()),
                    null);
        }
        String resource = set.downScript(session.engine(), migration.script());
        String sql = scripts.downText(migration.script())
                .orElseThrow(() -> new MigrationException(
                        String.format(
                                Locale.ROOT,
                                "%s cannot be undone without %s; write the script or restore a backup.",
                                migration.script(),
                                resource),
                        null));
        return new DownScript(migration, resource, sql);
    }

    private MigrationEvent undo(DownScript down) {
        long start = System.nanoTime();
        try {
            session.runInTransaction(down.sql(), () -> {
                scripts.forget(down.migration());
                session.afterScript(down.resource(), down.sql());
            });
        } catch (SQLException e) {
            throw FlywayErrors.of(
                    e,
                    String.format(
                            Locale.ROOT,
                            "%s failed and was rolled back; the schema stays at version %s",
                            down.resource(),
                            down.migration().version()));
        }
        return new MigrationEvent(
                Outcome.ROLLED_BACK,
                down.migration().version(),
                down.migration().description(),
                Duration.ofNanos(System.nanoTime() - start));
    }
}
