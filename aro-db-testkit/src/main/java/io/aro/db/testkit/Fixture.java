package io.aro.db.testkit;

import io.aro.db.AroDatabase;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Is what one test has to itself. */
final class Fixture implements AutoCloseable {

    private static final Set<Class<?>> TYPES =
            Set.of(AroDatabase.class, Engine.class, TestClock.class, TestDatabase.class);

    private final TestDatabases databases;
    private final TestDatabase database;
    private @Nullable AroDatabase opened;
    private @Nullable TestDatabase empty;

    Fixture(TestDatabases databases, TestDatabase database) {
        this.databases = databases;
        this.database = database;
    }

    static boolean supports(Class<?> type) {
        return TYPES.contains(type);
    }

    Object resolve(Class<?> type) {
        if (type == AroDatabase.class) {
            return opened();
        }
        if (type == Engine.class) {
            return database.engine();
        }
        return type == TestClock.class ? database.clock() : database;
    }

    private synchronized AroDatabase opened() {
        if (opened == null) {
            opened = database.open();
        }
        return opened;
    }

    synchronized TestDatabase emptyDatabase() {
        if (empty == null) {
            empty = databases.empty(database.engine());
        }
        return empty;
    }

    /** Keeps what the test has left in its databases, and says in its failure how to open them. */
    synchronized void keepFor(Throwable failure) {
        failure.addSuppressed(new KeptDatabase(database));
        if (empty != null) {
            failure.addSuppressed(new KeptDatabase(empty));
        }
    }

    @Override
    public synchronized void close() {
        database.close();
        if (empty != null) {
            empty.close();
        }
    }
}
