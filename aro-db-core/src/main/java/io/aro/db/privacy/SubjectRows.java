package io.aro.db.privacy;

import io.aro.db.connection.Session;
import io.aro.db.internal.Dialect;
import io.aro.db.internal.PrimaryKey;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;
import org.jooq.TableField;

/**
 * Finds the rows of one table that belong to a person.
 *
 * @param <R> the record type of the table
 */
final class SubjectRows<R extends Record> {

    private final Session session;
    private final Entry<R> entry;
    private final Subject subject;
    private final boolean locked;
    private final List<TableField<R, ?>> searched;
    private final List<R> linked;
    private final List<R> mentioning;

    private SubjectRows(Session session, Entry<R> entry, Subject subject, boolean locked) {
        this.session = session;
        this.entry = entry;
        this.subject = subject;
        this.locked = locked;
        this.searched = entry.columns(Treatment.REDACTED, Treatment.MASKED, Treatment.HASHED);
        this.linked = fetch(Belongings.byKey(entry.table(), subject));
        this.mentioning = findMentioning();
    }

    /** Reads the rows as they are. */
    static <R extends Record> SubjectRows<R> read(Session session, Entry<R> entry, Subject subject) {
        return new SubjectRows<>(session, entry, subject, false);
    }

    /** Reads the rows and keeps others from changing them until the transaction ends; waits for who is about to. */
    static <R extends Record> SubjectRows<R> lock(Session tx, Entry<R> entry, Subject subject) {
        boolean changes = entry.isChanged() && !Inventory.NEVER_LOCKED.contains(entry.table());
        return new SubjectRows<>(tx, entry, subject, changes);
    }

    Entry<R> entry() {
        return entry;
    }

    /** Returns the rows that a key leads from to the customer. */
    List<R> linked() {
        return linked;
    }

    /** Returns the other rows that mention the person; all rows of the table are read for it. */
    List<R> mentioning() {
        return mentioning;
    }

    /** Returns both, each in the order of the key. */
    Stream<R> all() {
        return Stream.concat(linked.stream(), mentioning.stream());
    }

    private List<R> findMentioning() {
        if (searched.isEmpty()) {
            return List.of();
        }
        Set<R> known = new HashSet<>(linked);
        return session.read(dsl -> fetch(Belongings.byMention(dsl, searched, subject))).stream()
                .filter(row -> mentions(row) && !known.contains(row))
                .toList();
    }

    private boolean mentions(R row) {
        return searched.stream()
                .map(row::get)
                .filter(Objects::nonNull)
                .map(value -> value instanceof JSONB document ? document.data() : value.toString())
                .anyMatch(subject::isMentionedIn);
    }

    private List<R> fetch(Condition which) {
        return locked
                ? session.write(dsl -> locking(dsl, which).fetch())
                : session.read(dsl -> rows(dsl, which).fetch());
    }

    /** The customer gets another phone, which is unique, and keys of requests become hashes; no other key is changed. */
    private Select<R> locking(DSLContext dsl, Condition which) {
        Dialect dialect = Dialect.of(dsl.configuration());
        return entry.columns(Treatment.REPLACED, Treatment.HASHED).isEmpty()
                ? dialect.locking(rows(dsl, which))
                : dialect.lockingKeys(rows(dsl, which));
    }

    private SelectForUpdateStep<R> rows(DSLContext dsl, Condition which) {
        return dsl.selectFrom(entry.table()).where(which).orderBy(PrimaryKey.of(entry.table()));
    }
}
