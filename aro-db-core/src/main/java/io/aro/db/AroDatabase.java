package io.aro.db;

import io.aro.db.appointment.AppointmentRepository;
import io.aro.db.archive.ArchiveSink;
import io.aro.db.backup.Backup;
import io.aro.db.backup.BackupException;
import io.aro.db.backup.BackupReport;
import io.aro.db.backup.SealedBackup;
import io.aro.db.config.BusinessConfigRepository;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.HostConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.consent.ConsentRepository;
import io.aro.db.crypto.StreamCipher;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.event.EventRepository;
import io.aro.db.hold.LegalHoldRepository;
import io.aro.db.hold.internal.KnownColumns;
import io.aro.db.idempotency.IdempotencyListener;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.internal.DatabaseIdempotencyService;
import io.aro.db.internal.opening.Opening;
import io.aro.db.internal.session.Connections;
import io.aro.db.privacy.PrivacyService;
import io.aro.db.privacy.internal.DatabasePrivacyService;
import io.aro.db.reminder.ReminderLogRepository;
import io.aro.db.repository.Session;
import io.aro.db.retention.RetentionService;
import io.aro.db.retention.internal.DatabaseRetentionService;
import io.aro.db.transaction.TransactionConsumer;
import io.aro.db.transaction.TransactionFunction;
import io.aro.db.transaction.internal.DatabaseTransaction;
import io.aro.db.workflow.DeadLetterRepository;
import io.aro.db.workflow.WorkflowInstanceRepository;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The entry point: opens a database and provides its repositories and transactions.
 *
 * <p>Thread-safe; open one per database and close it at the end. Each call on a repository it hands out commits by
 * itself; what belongs together goes into {@link #inTransaction}. Everything that goes wrong in the database comes out
 * as an {@link AroDatabaseException}.
 */
public final class AroDatabase implements AutoCloseable {

    private final Connections connections;

    /** Made at the first use, as the next one, since many databases are opened for queries alone. */
    private final AtomicReference<@Nullable IdempotencyService> idempotency;

    private final AtomicReference<@Nullable KnownColumns> columns = new AtomicReference<>();

    private AroDatabase(Connections connections) {
        this(connections, null);
    }

    private AroDatabase(Connections connections, @Nullable IdempotencyService idempotency) {
        this.connections = connections;
        this.idempotency = new AtomicReference<>(idempotency);
    }

    /** Opens the SQLite database in a file, which is made if it is absent, and migrates it. */
    public static AroDatabase sqlite(Path file) {
        return open(SqliteConfig.file(file));
    }

    /** Opens a new, migrated SQLite database in memory, which vanishes when it is closed. */
    public static AroDatabase inMemory() {
        return open(SqliteConfig.inMemory());
    }

    /** Opens a PostgreSQL database, which must be migrated; run the {@code aro-db migrate} command before. */
    public static AroDatabase postgres(String url, String user, String password) {
        return open(PostgresConfig.of(url, user, password));
    }

    /**
     * Opens a database.
     *
     * @throws AroDatabaseException if it cannot be reached, or its schema is not the one this version works with
     */
    public static AroDatabase open(AroDatabaseConfig config) {
        return new AroDatabase(Opening.of(config));
    }

    /**
     * Uses the pool of an application, and takes part in its transactions if the configuration says how.
     *
     * <p>Leases, retention, backups and upkeep take connections of the pool for themselves and stay committed whatever
     * becomes of a transaction of the application. Give the pool one connection more than handlers hold at a time, so that
     * leases can be renewed. Closing the result leaves the pool open. The schema is neither migrated nor checked.
     *
     * @param pool the pool itself, not a proxy that hands out the connection of a transaction
     * @throws ConfigurationException if the pool gives connections with auto-commit off, or on SQLite without foreign
     *     keys, or jOOQ is older than 3.21
     * @throws AroDatabaseException if no connection can be had
     */
    public static AroDatabase over(DataSource pool, HostConfig config) {
        return new AroDatabase(Opening.over(pool, config));
    }

    /**
     * Uses the connections of an application that has a pool and transactions of its own.
     *
     * <p>Closing the result leaves them open. A transaction begun here is one of the context's own transaction provider,
     * or a savepoint of the one that is active. Leases, retention, backups and upkeep are refused: they need {@link
     * #over(DataSource, HostConfig)}. The schema is neither migrated nor checked. A cipher for the secrets of the
     * configuration is found in the data of the context's configuration, under the key {@code FieldCipher.class}.
     *
     * @throws ConfigurationException as {@link #over(DataSource, HostConfig)} does
     */
    public static AroDatabase over(DSLContext dsl) {
        return over(dsl, InstantSource.system());
    }

    /** Uses the connections of an application, with a clock of its own; see {@link #over(DSLContext)}. */
    public static AroDatabase over(DSLContext dsl, InstantSource clock) {
        return new AroDatabase(Opening.over(dsl, clock));
    }

    /**
     * Uses the connections of an application, with a clock of its own, and ids made of random bits of its own; see {@link
     * #over(DSLContext)}.
     */
    public static AroDatabase over(DSLContext dsl, InstantSource clock, Random random) {
        return new AroDatabase(Opening.over(dsl, clock, random));
    }

    /**
     * Returns the same database with one more listener, which is told what happens to keys by every service that is handed
     * out; closing either closes both.
     */
    public AroDatabase withListener(IdempotencyListener listener) {
        return new AroDatabase(connections, idempotency().withListener(listener));
    }

    /** Returns the customers. */
    public CustomerRepository customers() {
        return new CustomerRepository(session());
    }

    /** Returns the appointments. */
    public AppointmentRepository appointments() {
        return new AppointmentRepository(session());
    }

    /** Returns the log of reminders. */
    public ReminderLogRepository reminders() {
        return new ReminderLogRepository(session());
    }

    /** Returns the evidence of who may be contacted. */
    public ConsentRepository consents() {
        return new ConsentRepository(session());
    }

    /** Returns the audit log. */
    public EventRepository events() {
        return new EventRepository(session());
    }

    /** Returns the service that lets a request that arrives several times take effect once. */
    public IdempotencyService idempotency() {
        return kept(idempotency, () -> DatabaseIdempotencyService.of(connections));
    }

    private KnownColumns columns() {
        return kept(columns, KnownColumns::ofThisLibrary);
    }

    /** Returns what the place keeps; of several threads that find nothing there, all get the same. */
    private static <T> T kept(AtomicReference<@Nullable T> place, Supplier<? extends T> source) {
        T present = place.get();
        if (present != null) {
            return present;
        }
        T made = source.get();
        T first = place.compareAndExchange(null, made);
        return first == null ? made : first;
    }

    /** Returns the workflows. */
    public WorkflowInstanceRepository workflows() {
        return new WorkflowInstanceRepository(session());
    }

    /** Returns the work that was given up on. */
    public DeadLetterRepository deadLetters() {
        return new DeadLetterRepository(session());
    }

    /** Returns the configuration of the business. */
    public BusinessConfigRepository businessConfig() {
        return new BusinessConfigRepository(session());
    }

    /** Returns the orders to keep the data of customers as they are. */
    public LegalHoldRepository legalHolds() {
        return new LegalHoldRepository(session());
    }

    /** Returns the service that hides, archives and deletes what is kept no longer; what leaves goes to the archive. */
    public RetentionService retention(ArchiveSink archive) {
        return DatabaseRetentionService.of(connections.upkeep(), columns(), archive);
    }

    /** Returns the service that shows everything that is kept about a customer, and forgets it. */
    public PrivacyService privacy() {
        return DatabasePrivacyService.of(connections, columns());
    }

    /**
     * Copies a SQLite database into a new file while others read and write it, and checks the copy.
     *
     * @throws BackupException if the file is there already, cannot be written, or the copy does not pass its check
     * @throws ConfigurationException if the database is one of PostgreSQL, which has tools of its own
     */
    public BackupReport backUp(Path file) {
        return connections.own("A backup").onAnother(session -> new Backup(session).to(file));
    }

    /**
     * Copies a SQLite database like {@link #backUp(Path)} into a sealed file, which {@link SealedBackup} opens.
     *
     * @throws BackupException as {@link #backUp(Path)} does, or if another sealed backup of the database is being written
     * @throws ConfigurationException if the database is one of PostgreSQL, which has tools of its own
     */
    public BackupReport backUp(Path file, StreamCipher cipher) {
        return connections.own("A backup").onAnother(session -> new Backup(session).to(file, cipher));
    }

    /** Returns the session, for repositories of tables of your own. */
    public Session session() {
        return connections.session();
    }

    /**
     * Runs work in a transaction that commits if it returns and rolls back if it throws, and returns its result.
     *
     * <p>Transactions do not nest, and inside one only its own repositories may be used; both fail at once.
     * In a transaction of an application it takes part in that, see {@code docs/transactions.md}.
     */
    public <R extends @Nullable Object, X extends Exception> R inTransaction(TransactionFunction<R, X> work) throws X {
        return connections.inTransaction(session -> work.apply(DatabaseTransaction.of(session)));
    }

    /** Runs work in a transaction, like {@link #inTransaction}, without a result. */
    public <X extends Exception> void useTransaction(TransactionConsumer<X> work) throws X {
        this.<@Nullable Void, X>inTransaction(tx -> {
            work.accept(tx);
            return null;
        });
    }

    /**
     * Runs work that reads one snapshot of the database, however long it takes, and cannot write.
     *
     * @throws TransactionMisuseException if this thread is in a transaction already, of ours or of an application
     */
    public <R extends @Nullable Object, X extends Exception> R readOnly(TransactionFunction<R, X> work) throws X {
        return connections.readOnly(session -> work.apply(DatabaseTransaction.of(session)));
    }

    /** Closes the connections that this object opened. */
    @Override
    public void close() {
        connections.close();
    }
}
