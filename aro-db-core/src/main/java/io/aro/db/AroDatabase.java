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
import io.aro.db.connection.ReplicaPolicy;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.connection.WritePosition;
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
import io.aro.db.internal.value.OnDemand;
import io.aro.db.observation.DatabaseListener;
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
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The entry point: opens a database and provides its repositories and transactions.
 *
 * <p>Thread-safe. Open each database once and close it at shutdown. Each call on a repository commits by itself; group
 * calls with {@link #inTransaction}. Database failures surface as {@link AroDatabaseException}.
 *
 * {@snippet id="open" :
 * try (AroDatabase db = AroDatabase.sqlite(file)) {
 *     Customer ada = db.customers().upsertByPhone(newCustomer);
 *     db.useTransaction(tx -> tx.customers().addTags(ada.id(), "vip"));
 * }
 * }
 */
public final class AroDatabase implements AutoCloseable {

    private final Connections connections;

    /** Created on first use, as are the columns: many callers open a database for queries alone. */
    private final OnDemand<DatabaseIdempotencyService> idempotency;

    private final OnDemand<KnownColumns> columns = new OnDemand<>(KnownColumns::ofThisLibrary);

    private AroDatabase(Connections connections) {
        this(connections, new OnDemand<>(() -> DatabaseIdempotencyService.of(connections)));
    }

    private AroDatabase(Connections connections, OnDemand<DatabaseIdempotencyService> idempotency) {
        this.connections = connections;
        this.idempotency = idempotency;
    }

    /**
     * Opens and migrates a SQLite database file, and creates an absent file.
     *
     * @throws AroDatabaseException if the file cannot be opened or migrated
     */
    public static AroDatabase sqlite(Path file) {
        return open(SqliteConfig.file(file));
    }

    /** Opens a new, migrated SQLite database in memory. Closing the database deletes its content. */
    public static AroDatabase inMemory() {
        return open(SqliteConfig.inMemory());
    }

    /**
     * Opens a migrated PostgreSQL database. Run {@code aro-db migrate} first.
     *
     * @param url the JDBC URL, {@code jdbc:postgresql://<host>/<database>}, without a password
     * @throws AroDatabaseException if the database is unreachable, or its schema differs from this version's schema
     */
    public static AroDatabase postgres(String url, String user, String password) {
        return open(PostgresConfig.of(url, user, password));
    }

    /**
     * Opens a database with the given configuration.
     *
     * @throws AroDatabaseException if the database is unreachable, or its schema differs from this version's schema
     */
    public static AroDatabase open(AroDatabaseConfig config) {
        return new AroDatabase(Opening.of(config));
    }

    /**
     * Opens a database over the pool of a host application. Transactions of the host application are joined if the
     * configuration contains its {@link HostConfig#withTransactions transactions}.
     *
     * <p>Leases, retention, backups and maintenance take their own connections from the pool. Their commits survive a
     * rollback of the host application. Size the pool one connection above the maximum of concurrent handlers, to leave
     * a connection for renewals. Closing the returned database leaves the pool open. The schema is neither migrated nor
     * checked.
     *
     * @param pool the pool itself, not a transaction-aware proxy
     * @throws ConfigurationException if auto-commit is off on the pool's connections, foreign keys are off on SQLite,
     *     a HikariCP pool on PostgreSQL has a single connection, or jOOQ is older than 3.21
     * @throws AroDatabaseException if the pool provides no connection
     */
    public static AroDatabase over(DataSource pool, HostConfig config) {
        return new AroDatabase(Opening.over(pool, config));
    }

    /**
     * Opens a database over the jOOQ context of a host application, with its connections and its transactions.
     *
     * <p>Closing the returned database leaves the connections open. Inside a transaction of the host application,
     * {@link #inTransaction} sets a savepoint. Outside, it begins a transaction of the context's transaction provider.
     * Leases, retention, backups and maintenance are refused; they need {@link #over(DataSource, HostConfig)}. The
     * schema is neither migrated nor checked. To encrypt stored secrets, put a cipher into
     * {@link org.jooq.Configuration#data()}, under the key {@code FieldCipher.class}.
     *
     * @throws ConfigurationException under the conditions of {@link #over(DataSource, HostConfig)}
     */
    public static AroDatabase over(DSLContext dsl) {
        return over(dsl, InstantSource.system());
    }

    /** Opens a database like {@link #over(DSLContext)}, with the given clock for all times written by the library. */
    public static AroDatabase over(DSLContext dsl, InstantSource clock) {
        return new AroDatabase(Opening.over(dsl, clock));
    }

    /** Opens a database like {@link #over(DSLContext)}, with the given clock and the given random source for ids. */
    public static AroDatabase over(DSLContext dsl, InstantSource clock, Random random) {
        return new AroDatabase(Opening.over(dsl, clock, random));
    }

    /** Returns a view with an additional listener to the keys of its services. Closing it closes this database, too. */
    public AroDatabase withListener(IdempotencyListener listener) {
        DatabaseIdempotencyService observed = idempotency.get().withListener(listener);
        return new AroDatabase(connections, new OnDemand<>(() -> observed));
    }

    /** Returns a view like {@link #withListener}, with a listener to its requests, transactions, changes and failures. */
    public AroDatabase withDatabaseListener(DatabaseListener listener) {
        Connections observed = connections.withListener(listener);
        return new AroDatabase(observed, new OnDemand<>(() -> idempotency.get().over(observed)));
    }

    /** Returns the position after all committed writes, by a query on the primary. Without a replica it takes none. */
    public WritePosition writePosition() {
        return connections.writePosition();
    }

    /**
     * Returns a view of this database whose reads see all writes up to the position. A read waits for the replica, by the
     * {@link ReplicaPolicy}, and then goes to the primary. Closing the view closes this database, too.
     */
    public AroDatabase readingAfter(WritePosition position) {
        return new AroDatabase(connections.readingAfter(position), idempotency);
    }

    /** Returns the repository of customers. */
    public CustomerRepository customers() {
        return new CustomerRepository(session());
    }

    /** Returns the repository of appointments. */
    public AppointmentRepository appointments() {
        return new AppointmentRepository(session());
    }

    /** Returns the repository of reminders, a log of sent messages. */
    public ReminderLogRepository reminders() {
        return new ReminderLogRepository(session());
    }

    /** Returns the repository of consents, the evidence for contacting a customer. */
    public ConsentRepository consents() {
        return new ConsentRepository(session());
    }

    /** Returns the repository of events, the audit log. */
    public EventRepository events() {
        return new EventRepository(session());
    }

    /** Returns the service for idempotent handling of requests and webhooks. */
    public IdempotencyService idempotency() {
        return idempotency.get();
    }

    /** Returns the repository of workflow instances. */
    public WorkflowInstanceRepository workflows() {
        return new WorkflowInstanceRepository(session());
    }

    /** Returns the repository of dead letters, the failed work without further retries. */
    public DeadLetterRepository deadLetters() {
        return new DeadLetterRepository(session());
    }

    /** Returns the repository of the business configuration. */
    public BusinessConfigRepository businessConfig() {
        return new BusinessConfigRepository(session());
    }

    /** Returns the repository of legal holds, which block erasure and retention for single customers. */
    public LegalHoldRepository legalHolds() {
        return new LegalHoldRepository(session());
    }

    /** Returns the retention service, which hides expired rows, moves them to the archive and deletes them. */
    public RetentionService retention(ArchiveSink archive) {
        return DatabaseRetentionService.of(connections.maintenance(), columns.get(), archive);
    }

    /** Returns the privacy service, which exports and erases all data of a customer. */
    public PrivacyService privacy() {
        return DatabasePrivacyService.of(connections, columns.get());
    }

    /**
     * Copies a SQLite database into a new file and verifies the copy. Concurrent reads and writes continue.
     *
     * @throws BackupException if the file exists or cannot be written, or the copy fails its verification
     * @throws ConfigurationException if the database is a PostgreSQL database; use the tools of PostgreSQL
     */
    public BackupReport backUp(Path file) {
        return connections.own("A backup").onAnother(session -> new Backup(session).to(file));
    }

    /**
     * Copies a SQLite database like {@link #backUp(Path)} into an encrypted file, for {@link SealedBackup}.
     *
     * @throws BackupException under the conditions of {@link #backUp(Path)}, or during another sealed backup
     */
    public BackupReport backUp(Path file, StreamCipher cipher) {
        return connections.own("A backup").onAnother(session -> new Backup(session).to(file, cipher));
    }

    /** Returns the session, for repositories over your own tables. */
    public Session session() {
        return connections.session();
    }

    /**
     * Runs work in a transaction and returns its result. Normal completion commits, and an exception rolls back.
     *
     * <p>Transactions do not nest. Inside the work, use the repositories of the transaction; calls on this database
     * fail immediately. Inside a transaction of a host application the work joins it, see {@code docs/transactions.md}.
     *
     * @throws TransactionMisuseException if this thread is already in a transaction of this database
     */
    public <R extends @Nullable Object, X extends Exception> R inTransaction(TransactionFunction<R, X> work) throws X {
        return connections.inTransaction(session -> work.apply(DatabaseTransaction.of(session)));
    }

    /** Runs work without a result in a transaction, like {@link #inTransaction}. */
    public <X extends Exception> void useTransaction(TransactionConsumer<X> work) throws X {
        this.<@Nullable Void, X>inTransaction(tx -> {
            work.accept(tx);
            return null;
        });
    }

    /**
     * Runs read-only work on one snapshot of the database, possibly on a replica. Writes are refused.
     *
     * @throws TransactionMisuseException if this thread is already in a transaction, also of a host application
     */
    public <R extends @Nullable Object, X extends Exception> R readOnly(TransactionFunction<R, X> work) throws X {
        return connections.readOnly(session -> work.apply(DatabaseTransaction.of(session)));
    }

    /** Closes all connections opened by this database. A host application's pool stays open. */
    @Override
    public void close() {
        connections.close();
    }
}
