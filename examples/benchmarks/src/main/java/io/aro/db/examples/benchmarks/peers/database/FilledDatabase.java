package io.aro.db.examples.benchmarks.peers.database;

import io.aro.db.AroDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A filled database, opened by the library and by plain pools. */
public final class FilledDatabase implements AutoCloseable {

    /** The default size of the library's pool. */
    public static final int POOL = 10;

    private static final int MINUTES_APART = 10;

    private final Address address;
    private final Rows rows;
    private final Instant begin;
    private final AroDatabase library;
    private final PlainPools pools;

    private FilledDatabase(Address address, Rows rows, Instant begin, AroDatabase library, PlainPools pools) {
        this.address = address;
        this.rows = rows;
        this.begin = begin;
        this.library = library;
        this.pools = pools;
    }

    /** Creates a database with the rows. */
    public static FilledDatabase create(Site site, String name, Rows rows) throws IOException, SQLException {
        return create(site, name, rows, POOL);
    }

    /** Creates a database with the rows, opened with pools of a size. */
    public static FilledDatabase create(Site site, String name, Rows rows, int poolSize)
            throws IOException, SQLException {
        Address address = site.create(name);
        Instant begin = fill(address, rows);
        return new FilledDatabase(address, rows, begin, address.open(poolSize), PlainPools.open(address, poolSize));
    }

    /** Fills a new database and returns the date of its first appointment. */
    public static Instant fill(Address address, Rows rows) throws SQLException {
        // Opening migrates a file of SQLite.
        address.open(1).close();
        Instant begin = Clock.systemUTC()
                .instant()
                .truncatedTo(ChronoUnit.HOURS)
                .minus(MINUTES_APART * (rows.appointments() / 5 * 4L), ChronoUnit.MINUTES);
        new Filling(address, rows, begin).run();
        return begin;
    }

    /** Returns the address. */
    public Address address() {
        return address;
    }

    /** Returns the number of rows. */
    public Rows rows() {
        return rows;
    }

    /** Returns the database, opened by the library. */
    public AroDatabase library() {
        return library;
    }

    /** Returns the pools of all other contenders. */
    public PlainPools pools() {
        return pools;
    }

    /** Returns the date of the appointment of a number. */
    public Instant date(int number) {
        return begin.plus((long) MINUTES_APART * number, ChronoUnit.MINUTES);
    }

    /** Closes the pools and removes the database. */
    @Override
    public void close() {
        pools.close();
        library.close();
        address.close();
    }
}
