package io.aro.db.testkit;

import io.aro.db.AroDatabase;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The databases of one test, or those shared by the tests of one class. */
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

    /** Returns what a test asks for, of the database with the name, or of the one without, made at the first time. */
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

    /** Keeps what the test has left in its databases, and says in its failure how to open them. */
    synchronized void keepFor(Throwable failure) {
        all().forEach(left -> failure.addSuppressed(new KeptDatabase(left)));
    }

    /** Keeps the databases when the tests that share them are through. */
    synchronized void keepAtTheEnd() {
        isToBeKept = true;
    }

    /** Tells whether a test that shared the databases has failed. */
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

    /** A database that is opened when a test first asks for more than the database itself. */
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

    /** A note on the failure of a test: how to open the database that it has left. */
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
