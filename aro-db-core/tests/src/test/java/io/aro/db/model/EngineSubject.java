package io.aro.db.model;

import static io.aro.db.schema.Tables.BUSINESS_CONFIG;
import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;

import io.aro.db.AroDatabase;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.transaction.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The database of an engine, empty at the beginning of each sequence. */
final class EngineSubject implements Subject, AutoCloseable {

    /** Deletions of all rows; dependants follow by cascade. */
    private static final List<Query> DELETIONS = Stream.of(
                    CONSENTS, CUSTOMERS, WORKFLOW_INSTANCES, DEAD_LETTERS, EVENTS, BUSINESS_CONFIG)
            .<Query>map(DSL::deleteFrom)
            .toList();

    private final TestDatabase database;
    private final AroDatabase db;
    private final TestClock clock;
    private @Nullable Transaction open;

    EngineSubject(TestDatabase database) {
        this.database = database;
        this.db = database.open();
        this.clock = database.clock();
    }

    /** Deletes all rows and resets the clock. */
    EngineSubject emptied() {
        clock.set(Pools.START);
        db.session().write(dsl -> dsl.batch(DELETIONS).execute());
        return this;
    }

    @Override
    public @Nullable Object run(Operation.Call call, Known known) {
        return call.on(open == null ? Repositories.of(db) : Repositories.of(open), known);
    }

    @Override
    public void together(Runnable part) {
        Transaction outer = open;
        try {
            if (outer == null) {
                db.useTransaction(tx -> runIn(tx, part));
            } else {
                outer.savepoint(tx -> {
                    runIn(tx, part);
                    return true;
                });
            }
        } finally {
            open = outer;
        }
    }

    private void runIn(Transaction transaction, Runnable part) {
        open = transaction;
        part.run();
    }

    @Override
    public void advance(Duration time) {
        clock.advance(time);
    }

    @Override
    public void close() {
        database.close();
    }
}
