package io.aro.db.testkit;

import io.aro.db.AroDatabase;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Is what one test has to itself. */
final class Fixture implements AutoCloseable {

    private static final Set<Class<?>> TYPES =
            Set.of(AroDatabase.class, Engine.class, TestClock.class, TestDatabase.class);

    private final TestDatabases databases;
    private final Engine engine;
    private final boolean inMemory;
    private @Nullable TestDatabase database;
    private @Nullable TestDatabase empty;
    private @Nullable AroDatabase opened;

    Fixture(TestDatabases databases, Engine engine, boolean inMemory) {
        this.databases = databases;
        this.engine = engine;
        this.inMemory = inMemory && !engine.isPostgres();
    }

    static boolean supports(Class<?> type) {
        return TYPES.contains(type);
    }

    /** Returns what a test asks for, and makes it at the first time. */
    synchronized Object resolve(Class<?> type) {
        if (type == Engine.class) {
            return engine;
        }
        if (type == AroDatabase.class) {
            return opened();
        }
        return type == TestClock.class ? database().clock() : database();
    }

    private TestDatabase database() {
        if (database == null) {
            database = inMemory ? databases.inMemory() : databases.migrated(engine);
        }
        return database;
    }

    private AroDatabase opened() {
        if (opened == null) {
            opened = database().open();
        }
        return opened;
    }

    synchronized TestDatabase emptyDatabase() {
        if (empty == null) {
            empty = databases.empty(engine);
        }
        return empty;
    }

    /** Keeps what the test has left in its databases, and says in its failure how to open them. */
    synchronized void keepFor(Throwable failure) {
        both().forEach(left -> failure.addSuppressed(new KeptDatabase(left)));
    }

    @Override
    public synchronized void close() {
        both().forEach(TestDatabase::close);
    }

    private Stream<TestDatabase> both() {
        return Stream.concat(Stream.ofNullable(database), Stream.ofNullable(empty));
    }
}
