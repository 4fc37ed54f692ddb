package io.aro.db.internal.opening;

import static io.aro.db.schema.Tables.CUSTOMERS;

import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.SqliteConfig;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.slf4j.LoggerFactory;

/**
 * The loading of jOOQ's classes on a second processor, while the schema is checked.
 *
 * <p>Ends before the first use of jOOQ elsewhere: the static fields of generated classes refer to each other, so two
 * threads must not initialize them at once.
 */
final class Preloading {

    private final FutureTask<String> rendering;

    private Preloading(FutureTask<String> rendering) {
        this.rendering = rendering;
    }

    /** Starts to load the classes for a query on the engine. */
    static Preloading start(AroDatabaseConfig config) {
        // SLF4J prints a warning if two threads initialize it at once.
        LoggerFactory.getILoggerFactory();
        FutureTask<String> rendering = new FutureTask<>(() -> render(config));
        Thread.ofPlatform().daemon().name("aro-db-preloading").start(rendering);
        return new Preloading(rendering);
    }

    private static String render(AroDatabaseConfig config) {
        SQLDialect dialect = config instanceof SqliteConfig ? SQLDialect.SQLITE : SQLDialect.POSTGRES;
        return DSL.using(dialect)
                .selectFrom(CUSTOMERS)
                .where(CUSTOMERS.ID.eq(new UUID(0, 0)))
                .getSQL();
    }

    /** Waits for the end of the loading. A failure appears again at the first use of jOOQ. */
    void await() {
        boolean interrupted = false;
        while (!rendering.isDone()) {
            try {
                rendering.get();
            } catch (ExecutionException e) {
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
