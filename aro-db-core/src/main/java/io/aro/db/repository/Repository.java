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
 * The base of repositories of the rows of one table with a UUID as its key.
 *
 * <p>Each call is one statement, but for those that say otherwise. A repository made with the session of a database is thread-safe and each of its calls
 * commits by itself; one made with the session of a transaction takes part in it and belongs to its thread.
 *
 * @param <R> the record type of the table
 * @param <T> the immutable type that a row becomes
 */
public abstract class Repository<R extends Record, T> {

    private final Session session;
    private final Table<R> table;
    private final TableField<R, UUID> key;
    private final String noun;

    /**
     * Creates a repository.
     *
     * @param noun what a row is called in messages, such as {@code appointment}
     */
    protected Repository(Session session, Table<R> table, TableField<R, UUID> key, String noun) {
        this.session = session;
        this.table = table;
        this.key = key;
        this.noun = noun;
    }

    /** Makes the immutable value of a row. */
    protected abstract T toEntity(R row);

    /** Returns the column that every update sets to the time, or null if the table has none. */
    protected @Nullable TableField<R, Instant> updatedAtColumn() {
        return null;
    }

    /** Returns the columns that {@link #update} must leave alone because another method keeps them right. */
    protected Set<TableField<R, ?>> managedColumns() {
        return Set.of();
    }

    /**
     * Returns the condition that a row must meet for these changes to be made; by default every row does.
     *
     * @throws InvalidValueException if no row may have one of the new values
     */
    protected Condition updatable(Changes<R> changes) {
        return DSL.noCondition();
    }

    /** Returns the answer to an update of a row that is there and does not meet {@link #updatable}. */
    protected ConflictException notUpdatable(UUID id, T actual) {
        return new RefusedChangeException(noun, id, "stays as it is; read it again");
    }

    /**
     * Refuses the deletion of a row that must stay; by default every row may go.
     *
     * @param tx the transaction that deletes the row next
     * @throws RefusedChangeException if it must stay
     */
    protected void requireDeletable(Session tx, UUID id) {}

    /** Returns the session that the statements of this repository run in. */
    protected final Session session() {
        return session;
    }

    /** Returns the row with the id, if there is one. */
    public final Optional<T> findById(UUID id) {
        return findOne(key.eq(id));
    }

    /**
     * Returns the row with the id.
     *
     * @throws NotFoundException if there is none
     */
    public final T getById(UUID id) {
        return findById(id).orElseThrow(() -> new NotFoundException(noun, id));
    }

    /** Returns the rows that meet the condition, by id, up to {@code limit}. */
    public final List<T> findAll(Condition condition, int limit) {
        return findAll(condition, List.of(key.asc()), limit);
    }

    /**
     * Returns every row that meets the condition, by id.
     *
     * @throws TooManyRowsException if there are more than {@value WholeList#LONGEST}; {@link #page} and {@link
     *     #stream(Condition)} have no such limit
     */
    public final List<T> findAll(Condition condition) {
        return findAll(condition, List.of(key.asc()));
    }

    /**
     * Returns a page of rows, in one statement; where the rows without a value in the first column of the sort order
     * begin, in two.
     *
     * <p>A page begins after the last row of the one before it, wherever that row has stood. Rows that are inserted or
     * deleted in between therefore move nothing: none that is there all along and keeps its place in the order is skipped
     * or returned twice. Rows are not counted. The cursor of the next page holds what its last row is sorted by, in
     * the clear; show it to those only who may see the rows.
     *
     * @throws InvalidValueException if the cursor is not one of the same conditions and sort order, or a column belongs to
     *     another table
     */
    public final Page<T> page(PageRequest request) {
        PageReader<R> reader = new PageReader<>(session, table, key, request);
        PageReader.Slice<R> slice = reader.first();
        return new Page<>(slice.rows().stream().map(this::toEntity).toList(), slice.token());
    }

    /**
     * Returns every row that meets the condition, by id, one at a time and in little memory.
     *
     * <p>The rows are read in pages of {@value PageRequest#LARGEST}, each when it is needed, so that nothing stays open
     * and nothing needs to be closed. What others write in between is seen or not, as with {@link #page}; in a read-only
     * transaction all pages are of one snapshot.
     */
    public final Stream<T> stream(Condition condition) {
        return stream(PageRequest.of(PageRequest.LARGEST).where(condition));
    }

    /** Returns every row from the page asked for on, read in pages of its size; see {@link #stream(Condition)}. */
    public final Stream<T> stream(PageRequest request) {
        return StreamSupport.stream(
                new PagedRows<>(new PageReader<>(session, table, key, request), this::toEntity), false);
    }

    /** Returns how many rows meet the condition. */
    public final long count(Condition condition) {
        return session.read(dsl -> dsl.select(DSL.count())
                .from(table)
                .where(condition)
                .fetchSingle()
                .value1()
                .longValue());
    }

    /** Tells whether some row meets the condition. */
    public final boolean exists(Condition condition) {
        return session.read(dsl -> dsl.fetchExists(table, condition));
    }

    /**
     * Writes new values into some columns of a row and returns the row.
     *
     * @throws NotFoundException if there is no row with the id
     * @throws InvalidValueException if a column is kept by another method, or may not have its value
     * @throws RefusedChangeException if the row may not be changed any more
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
                            .fetchOptional(this::toEntity);
                })
                .orElseThrow(() -> refused(id));
    }

    private AroDatabaseException refused(UUID id) {
        return session.<Optional<T>>write(
                        dsl -> dsl.selectFrom(table).where(key.eq(id)).fetchOptional(this::toEntity))
                .<AroDatabaseException>map(actual -> notUpdatable(id, actual))
                .orElseGet(() -> new NotFoundException(noun, id));
    }

    /**
     * Removes the row with the id and what hangs on it, and tells whether it was there.
     *
     * <p>On PostgreSQL the login of a service has no right to delete appointments and customers; their owner has.
     *
     * @throws RefusedChangeException if the row must stay, such as under a legal hold
     * @throws ConstraintViolationException if rows that must stay refer to it, such as the consents of a customer
     */
    public final boolean delete(UUID id) {
        return session.<Boolean>atomically(tx -> {
            requireDeletable(tx, id);
            return tx.<Integer>write(
                            dsl -> dsl.deleteFrom(table).where(key.eq(id)).execute())
                    > 0;
        });
    }

    /** Inserts a row and returns it as the database holds it. */
    protected final T insert(R row) {
        return session.write(
                dsl -> toEntity(dsl.insertInto(table).set(row).returning().fetchSingle()));
    }

    /** Returns the row that meets the condition, which at most one can, if there is one. */
    protected final Optional<T> findOne(Condition condition) {
        return session.read(dsl -> dsl.selectFrom(table).where(condition).fetchOptional(this::toEntity));
    }

    /**
     * Returns every row that meets the condition in an order.
     *
     * @throws TooManyRowsException if there are more than {@value WholeList#LONGEST}
     */
    protected final List<T> findAll(Condition condition, List<SortField<?>> order) {
        return WholeList.read(noun, limit -> read(condition, order, limit));
    }

    /** Returns the rows that meet the condition in an order, up to {@code limit}. */
    protected final List<T> findAll(Condition condition, List<SortField<?>> order, int limit) {
        return read(condition, order, positive(limit));
    }

    private List<T> read(Condition condition, List<SortField<?>> order, int limit) {
        return session.read(dsl -> dsl.selectFrom(table)
                .where(condition)
                .orderBy(order)
                .limit(limit)
                .fetch(this::toEntity));
    }

    /**
     * Inserts rows in one transaction, all of them or none, and returns how many they were.
     *
     * <p>They are taken one at a time and sent in batches of 500, so that any number of them needs little memory. The
     * transaction is open while they are taken: they must not come from this database by another session. What the
     * caller wants to know of them, such as their ids, it has put into them. On PostgreSQL the driver joins the rows of a
     * batch into few statements; an application that brings its own pool sets {@code reWriteBatchedInserts} for that,
     * and without it has the same result, a row at a time on the server.
     *
     * @throws ConstraintViolationException if a row is refused; then none is kept
     */
    protected final long insertAll(Stream<? extends R> rows) {
        return session.<Long>atomically(tx -> new BatchInsert<>(tx::write, table).insert(rows));
    }

    /** Returns the limit if it is above zero. */
    protected static int positive(int limit) {
        return Values.positive("limit", limit);
    }

    private void requireOpen(TableField<R, ?> column) {
        if (managedColumns().contains(column) || column.equals(key)) {
            throw new InvalidValueException(column.getName(), "is kept by a method of its own and cannot be set here");
        }
    }
}
