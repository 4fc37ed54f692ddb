package io.aro.db.repository;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.ConflictException;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.refusal.TooManyRowsException;
import io.aro.db.repository.internal.BatchInsert;
import io.aro.db.row.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The base of repositories for one table with a UUID key.
 *
 * <p>Each call is one statement unless documented otherwise. A repository on a database session is thread-safe, and
 * each call commits separately. A repository on a transaction's session takes part in the transaction and is confined
 * to its thread.
 *
 * @param <R> the record type of the table
 * @param <T> the immutable type of a row
 */
public abstract class Repository<R extends Record, T> {

    private final Session session;
    private final Table<R> table;
    private final TableField<R, UUID> key;
    private final String noun;

    /**
     * Creates a repository.
     *
     * @param session the session of a database or of one transaction
     * @param table the table
     * @param key the primary key
     * @param noun the name of a row in messages, such as {@code appointment}
     */
    protected Repository(Session session, Table<R> table, TableField<R, UUID> key, String noun) {
        this.session = session;
        this.table = table;
        this.key = key;
        this.noun = noun;
    }

    /** Returns the immutable value of a row. */
    protected abstract T toEntity(Row row);

    /** Returns the column set to the current time by every update, or null without such a column. */
    protected @Nullable TableField<R, Instant> updatedAtColumn() {
        return null;
    }

    /** Returns the columns maintained by other methods; {@link #update} rejects them. */
    protected Set<TableField<R, ?>> managedColumns() {
        return Set.of();
    }

    /**
     * Returns the condition for rows open to the changes; all rows by default.
     *
     * @throws InvalidValueException if a new value is illegal for every row
     */
    protected Condition updatable(Changes<R> changes) {
        return DSL.noCondition();
    }

    /**
     * Returns the exception for an existing row outside of {@link #updatable}.
     *
     * @param actual the current value of the row
     */
    protected ConflictException notUpdatable(UUID id, T actual) {
        return new RefusedChangeException(noun, id, "cannot be changed in its present state; read it again");
    }

    /**
     * Rejects the deletion of a protected row; by default every row may be deleted.
     *
     * @param tx the transaction of the following delete
     * @throws RefusedChangeException if the row is protected, such as by a legal hold
     */
    protected void requireDeletable(Session tx, UUID id) {}

    /** Returns the session for the statements of this repository. */
    protected final Session session() {
        return session;
    }

    /** Returns the row with the id, or empty. */
    public final Optional<T> findById(UUID id) {
        return session.read(TableQueries.byId(table, key).with(id).optional(this::toEntity));
    }

    /**
     * Returns the row with the id.
     *
     * @throws NotFoundException if there is no such row
     */
    public final T getById(UUID id) {
        return findById(id).orElseThrow(() -> new NotFoundException(noun, id));
    }

    /** Returns the rows matching the condition, ordered by id, up to {@code limit}. */
    public final List<T> findAll(Condition condition, int limit) {
        return findAll(condition, List.of(key.asc()), limit);
    }

    /**
     * Returns all rows matching the condition, ordered by id.
     *
     * @throws TooManyRowsException if there are more than {@value WholeList#LONGEST}; {@link #page} and
     *     {@link #stream(Condition)} have no such limit
     */
    public final List<T> findAll(Condition condition) {
        return findAll(condition, List.of(key.asc()));
    }

    /**
     * Returns a page of rows.
     *
     * <p>Keyset pagination: a page starts after the last row of its predecessor. Concurrent inserts and deletes never
     * cause a stable row to be skipped or repeated. Rows are not counted.
     *
     * <p>One statement per page. The first page with nulls in its first sort column takes two.
     *
     * <p>The cursor contains the sort values of the last row in the clear. Disclose it only to readers of the rows.
     *
     * @throws InvalidValueException if the cursor has other conditions or another sort order, or a sort column belongs
     *     to another table
     */
    public final Page<T> page(PageRequest request) {
        PageReader.Slice<T> slice = reader(request).first();
        return new Page<>(slice.rows(), slice.token());
    }

    /**
     * Returns a lazy stream of all rows matching the condition, ordered by id.
     *
     * <p>Memory holds one page of {@value PageRequest#LARGEST} rows. Each page is a separate statement. Therefore the
     * stream holds no resources and needs no closing.
     *
     * <p>Concurrent changes may or may not be visible, as with {@link #page}. In a read-only transaction all pages come
     * from one snapshot.
     */
    public final Stream<T> stream(Condition condition) {
        return stream(PageRequest.of(PageRequest.LARGEST).where(condition));
    }

    /** Returns a lazy stream from the requested page on, in pages of its size; see {@link #stream(Condition)}. */
    public final Stream<T> stream(PageRequest request) {
        return StreamSupport.stream(new PagedRows<>(reader(request)), false);
    }

    private PageReader<R, T> reader(PageRequest request) {
        return new PageReader<>(session, table, key, this::toEntity, request);
    }

    /** Returns the number of rows matching the condition. */
    public final long count(Condition condition) {
        return session.read(dsl -> dsl.select(DSL.count())
                .from(table)
                .where(condition)
                .fetchSingle()
                .value1()
                .longValue());
    }

    /** Returns whether any row matches the condition. */
    public final boolean exists(Condition condition) {
        return session.read(dsl -> dsl.fetchExists(table, condition));
    }

    /**
     * Updates columns of a row and returns the row.
     *
     * <p>Sets the column of {@link #updatedAtColumn()} to the current time.
     *
     * @throws NotFoundException if there is no such row
     * @throws InvalidValueException if a column is maintained by another method, or its value is illegal
     * @throws RefusedChangeException if the row can no longer change
     */
    public final T update(UUID id, Changes<R> changes) {
        changes.values().keySet().forEach(this::requireOpen);
        TableField<R, Instant> touched = updatedAtColumn();
        return session.<Optional<T>>write(dsl -> {
                    var update = dsl.update(table).set(changes.values());
                    return (touched == null ? update : update.set(touched, session.now()))
                            .where(key.eq(id))
                            .and(updatable(changes))
                            .returning()
                            .fetchOptional(row -> toEntity(Row.of(row)));
                })
                .orElseThrow(() -> refused(id));
    }

    private AroDatabaseException refused(UUID id) {
        return session.<Optional<T>>write(
                        dsl -> dsl.selectFrom(table).where(key.eq(id)).fetchOptional(row -> toEntity(Row.of(row))))
                .<AroDatabaseException>map(actual -> notUpdatable(id, actual))
                .orElseGet(() -> new NotFoundException(noun, id));
    }

    /**
     * Deletes the row and, by cascade, its dependants. Returns whether the row existed.
     *
     * <p>On PostgreSQL, the login of a service lacks the right to delete appointments and customers. Only their owner
     * may delete them.
     *
     * @throws RefusedChangeException if the row is protected, such as by a legal hold
     * @throws ConstraintViolationException if protected rows refer to it, such as the consents of a customer
     */
    public final boolean delete(UUID id) {
        return session.<Boolean>atomically(tx -> {
            requireDeletable(tx, id);
            return tx.<Integer>write(
                            dsl -> dsl.deleteFrom(table).where(key.eq(id)).execute())
                    > 0;
        });
    }

    /** Inserts a row and returns the stored row, including database defaults. */
    protected final T insert(R row) {
        return session.write(dsl ->
                toEntity(Row.of(dsl.insertInto(table).set(row).returning().fetchSingle())));
    }

    /** Returns the row matching the condition, or empty. At most one row may match. */
    protected final Optional<T> findOne(Condition condition) {
        return session.read(TableQueries.where(table, condition).with().optional(this::toEntity));
    }

    /**
     * Returns all rows matching the condition, in the given order.
     *
     * @throws TooManyRowsException if there are more than {@value WholeList#LONGEST}
     */
    protected final List<T> findAll(Condition condition, List<SortField<?>> order) {
        return WholeList.read(noun, limit -> read(condition, order, limit));
    }

    /** Returns the rows matching the condition in the given order, up to {@code limit}. */
    protected final List<T> findAll(Condition condition, List<SortField<?>> order, int limit) {
        return read(condition, order, positive(limit));
    }

    private List<T> read(Condition condition, List<SortField<?>> order, int limit) {
        return session.read(
                TableQueries.where(table, condition, order).with(limit).list(this::toEntity));
    }

    /**
     * Inserts rows in one transaction, all or none, and returns their number.
     *
     * <p>Rows are consumed one at a time and sent in batches of 500. Memory holds one batch. Generated values are not
     * returned; set ids before.
     *
     * <p>The transaction stays open while the stream is consumed. Therefore the stream must not read from this database
     * through another session.
     *
     * <p>On PostgreSQL, the driver rewrites a batch into a few multi-row statements. An application with its own pool
     * needs {@code reWriteBatchedInserts} for the same effect. Without the setting, the server executes each row
     * separately, with the same result.
     *
     * @throws ConstraintViolationException if a row is rejected; no row is kept
     */
    protected final long insertAll(Stream<? extends R> rows) {
        return session.<Long>atomically(tx -> new BatchInsert<>(tx::run, table).insert(rows));
    }

    /**
     * Returns the limit.
     *
     * @throws InvalidValueException if it is below 1
     */
    protected static int positive(int limit) {
        return Values.positive("limit", limit);
    }

    private void requireOpen(TableField<R, ?> column) {
        if (managedColumns().contains(column) || column.equals(key)) {
            throw new InvalidValueException(column.getName(), "is maintained by another method and cannot be set here");
        }
    }
}
