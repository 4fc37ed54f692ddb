package io.aro.db.internal.dialect;

import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The write-ahead log of a SQLite database, accessed through one connection. */
public final class SqliteLogDialect {

    /** Longest wait in milliseconds for readers of older snapshots, during which writers are blocked. */
    private static final int MOMENT = 100;

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final DSLContext dsl;

    private SqliteLogDialect(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * Moves the log into the database file and returns whether the log is now empty. Waits up to the busy timeout of
     * the connection.
     */
    static boolean empty(DSLContext dsl) {
        return dsl.connectionResult(connection -> new SqliteLogDialect(on(connection, dsl.configuration())).empty());
    }

    private static DSLContext on(Connection connection, Configuration configuration) {
        return DSL.using(connection, configuration.dialect(), configuration.settings());
    }

    private boolean empty() {
        // Writers continue during this passive checkpoint, so the blocking step finds little left to do.
        dsl.fetch("PRAGMA wal_checkpoint(PASSIVE)");
        int patience = dsl.fetchSingle("PRAGMA busy_timeout").get(0, Integer.class);
        wait(Math.min(patience, MOMENT));
        try {
            return emptyWithin(Duration.ofMillis(patience));
        } finally {
            wait(patience);
        }
    }

    /** Retries with short waits: a truncating checkpoint blocks writers during its wait for readers. */
    private boolean emptyWithin(Duration patience) {
        long begun = System.nanoTime();
        while (!isEmptied()) {
            if (System.nanoTime() - begun > patience.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    private boolean isEmptied() {
        return dsl.fetchSingle("PRAGMA wal_checkpoint(TRUNCATE)").get(0, Integer.class) == 0;
    }

    private void wait(int milliseconds) {
        dsl.fetch("PRAGMA busy_timeout = {0}", DSL.inline(milliseconds));
    }
}
