package io.aro.db.privacy;

import io.aro.db.connection.Session;
import io.aro.db.internal.PrimaryKey;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.JSONB;
import org.jooq.Record;
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
    private final List<TableField<R, ?>> searched;
    private final List<R> linked;

    SubjectRows(Session session, Entry<R> entry, Subject subject) {
        this.session = session;
        this.entry = entry;
        this.subject = subject;
        this.searched = entry.columns(Treatment.REDACTED, Treatment.MASKED, Treatment.DROPPED);
        this.linked = fetch(Belongings.byKey(entry.table(), subject));
    }

    /** Returns the rows that a key leads from to the customer. */
    List<R> linked() {
        return linked;
    }

    /** Returns the other rows that mention the person; all rows of the table are read for it. */
    List<R> mentioning() {
        if (searched.isEmpty()) {
            return List.of();
        }
        Set<R> known = new HashSet<>(linked);
        return session.read(dsl -> fetch(Belongings.byMention(dsl, searched, subject))).stream()
                .filter(row -> mentions(row) && !known.contains(row))
                .toList();
    }

    /** Returns both, each in the order of the key. */
    Stream<R> all() {
        return Stream.concat(linked.stream(), mentioning().stream());
    }

    private boolean mentions(R row) {
        return searched.stream()
                .map(row::get)
                .filter(Objects::nonNull)
                .map(value -> value instanceof JSONB document ? document.data() : value.toString())
                .anyMatch(subject::isMentionedIn);
    }

    private List<R> fetch(Condition which) {
        return session.read(dsl -> dsl.selectFrom(entry.table())
                .where(which)
                .orderBy(PrimaryKey.of(entry.table()))
                .fetch());
    }
}
