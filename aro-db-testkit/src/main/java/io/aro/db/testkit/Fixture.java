package io.aro.db.testkit;

import io.aro.db.AroDatabase;
import io.aro.db.testkit.internal.run.RepositoryParameter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The databases of a test, or of a class whose tests share them. */
final class Fixture implements AutoCloseable {

    private final TestDatabases databases;
    private final DatabaseSpec spec;
    private final Map<String, Opened> opened = new TreeMap<>();
    private @Nullable TestDatabase empty;
    private boolean isToBeKept;

    Fixture(TestDatabases databases, DatabaseSpec spec) {
        this.databases = databases;
        this.spec = spec;
    }

    static boolean supports(Class<?> type) {
        return type == Engine.class
                || type == AroDatabase.class
                || type == TestClock.class
                || type == TestDatabase.class
                || type == DataSource.class
                || RepositoryParameter.supports(type);
    }

    /**
     * Returns a parameter's value from the database of the name, created on first use; the empty name stands for the
     * unnamed database.
     */
    synchronized Object resolve(Class<?> type, String name) {
        if (type == Engine.class) {
            return spec.engine();
        }
        Opened wanted = opened.computeIfAbsent(name, missing -> new Opened(databases.create(spec)));
        if (type == TestDatabase.class) {
            return wanted.database;
        }
        if (type == TestClock.class) {
            return wanted.database.clock();
        }
        if (type == DataSource.class) {
            return wanted.database.dataSource();
        }
        return type == AroDatabase.class ? wanted.db() : RepositoryParameter.of(type, wanted.db());
    }

    synchronized TestDatabase emptyDatabase() {
        if (empty == null) {
            empty = databases.empty(spec.engine());
        }
        return empty;
    }

    /** Keeps the databases, and adds the commands to open them to the failure as suppressed exceptions. */
    synchronized void keepFor(Throwable failure) {
        all().forEach(left -> failure.addSuppressed(new KeptDatabase(left)));
    }

    /** Keeps the shared databases after the last test. */
    synchronized void keepAtTheEnd() {
        isToBeKept = true;
    }

    /** Returns whether a test on the shared databases has failed. */
    synchronized boolean isToBeKept() {
        return isToBeKept;
    }

    synchronized void assertNoLeaks() {
        all().forEach(TestDatabase::assertNoLeaks);
    }

    synchronized void makeChecks() {
        all().forEach(TestDatabase::makeChecks);
    }

    synchronized void forgetChecks() {
        all().forEach(TestDatabase::forgetChecks);
    }

    @Override
    public synchronized void close() {
        if (isToBeKept) {
            all().forEach(left -> System.err.println(new KeptDatabase(left).getMessage()));
        }
        all().forEach(TestDatabase::close);
    }

    private Stream<TestDatabase> all() {
        return Stream.concat(opened.values().stream().map(each -> each.database), Stream.ofNullable(empty));
    }

    /** A database, opened when a parameter first needs an {@link AroDatabase}. */
    private static final class Opened {
        private final TestDatabase database;
        private @Nullable AroDatabase db;

        Opened(TestDatabase database) {
            this.database = database;
        }

        AroDatabase db() {
            if (db == null) {
                db = database.open();
            }
            return db;
        }
    }

    /** A note on a test failure with the command to open the kept database. */
    static final class KeptDatabase extends Exception {

        private static final long serialVersionUID = 1L;

        KeptDatabase(TestDatabase database) {
            super(
                    "The " + database.engine().displayName()
                            + " database of this test is kept for a day; open it with: " + database.keep(),
                    null,
                    false,
                    false);
        }
    }
}
