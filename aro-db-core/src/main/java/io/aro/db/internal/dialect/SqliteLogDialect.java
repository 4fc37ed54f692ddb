package io.aro.db.internal.dialect;

import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** The write-ahead log of a SQLite database, seen from one connection. */
public final class SqliteLogDialect {

    /** While the log is emptied no writer waits longer for readers of an older state. */
    private static final int MOMENT = 100;

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final DSLContext dsl;

    private SqliteLogDialect(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Moves the log into the database and returns whether it is empty then; it waits as long as the connection does. */
    static boolean empty(DSLContext dsl) {
        return dsl.connectionResult(connection -> new SqliteLogDialect(on(connection, dsl.configuration())).empty());
    }

    private static DSLContext on(Connection connection, Configuration configuration) {
        return DSL.using(connection, configuration.dialect(), configuration.settings());
    }

    private boolean empty() {
        // Writers go on meanwhile, and find little left to wait for in the step that keeps them out.
        dsl.fetch("PRAGMA wal_checkpoint(PASSIVE)");
        int patience = dsl.fetchSingle("PRAGMA busy_timeout").get(0, Integer.class);
        wait(Math.min(patience, MOMENT));
        try {
            return emptyWithin(Duration.ofMillis(patience));
        } finally {
            wait(patience);
        }
    }

    /** Whoever empties the log keeps writers out while it waits for readers, so it does not wait long at a time. */
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
