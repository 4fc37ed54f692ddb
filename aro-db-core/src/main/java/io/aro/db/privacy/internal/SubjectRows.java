package io.aro.db.privacy.internal;

import static org.jooq.impl.DSL.or;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.dialect.PrimaryKey;
import io.aro.db.repository.Session;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectForUpdateStep;

/**
 * The rows of a table about a person.
 *
 * @param entry the table with its rules
 * @param linked the rows linked to the customer by a key, in the order of the primary key
 * @param mentioning further rows that mention the person
 * @param <R> the record type of the table
 */
record SubjectRows<R extends Record>(TableRules<R> entry, List<R> linked, List<R> mentioning) {

    private static final int FETCH = 500;

    /** Reads the rows without locks; scans the whole table, one row at a time. */
    static <R extends Record> SubjectRows<R> read(Session session, TableRules<R> entry, Subject subject) {
        List<R> linked = session.read(dsl -> rows(dsl, entry, SubjectConditions.byKey(entry.table(), subject))
                .fetch());
        return new SubjectRows<>(entry, linked, without(linked, session.read(dsl -> mentioning(dsl, entry, subject))));
    }

    /** Locks the linked rows, and the found rows that still mention the person. */
    static <R extends Record> SubjectRows<R> lock(Session tx, TableRules<R> entry, Subject subject, FoundRows found) {
        List<R> linked = lock(tx, entry, SubjectConditions.byKey(entry.table(), subject));
        return new SubjectRows<>(
                entry,
                linked,
                without(linked, lockMentioning(tx, entry, subject, found).mentioning()));
    }

    /** Locks the found rows and returns the rows that still mention the person; waits for concurrent writers. */
    static <R extends Record> SubjectRows<R> lockMentioning(
            Session tx, TableRules<R> entry, Subject subject, FoundRows found) {
        List<Condition> keys = found.of(entry.table()).stream()
                .map(key -> PrimaryKey.is(entry.table(), key))
                .toList();
        if (keys.isEmpty()) {
            return new SubjectRows<>(entry, List.of(), List.of());
        }
        List<R> mentioning = lock(tx, entry, or(keys)).stream()
                .filter(row -> subject.isMentionedIn(row, entry.searched()))
                .toList();
        return new SubjectRows<>(entry, List.of(), mentioning);
    }

    /** Returns the linked rows, then the mentioning rows. */
    Stream<R> all() {
        return Stream.concat(linked.stream(), mentioning.stream());
    }

    private static <R> List<R> without(List<R> linked, List<R> mentioning) {
        Set<R> known = new HashSet<>(linked);
        return mentioning.stream().filter(row -> !known.contains(row)).toList();
    }

    private static <R extends Record> List<R> mentioning(DSLContext dsl, TableRules<R> entry, Subject subject) {
        List<R> found = new ArrayList<>();
        if (entry.searched().isEmpty() || subject.mentions().isEmpty()) {
            return found;
        }
        try (Cursor<R> rows = rows(dsl, entry, SubjectConditions.byMention(dsl, entry.searched(), subject))
                .fetchSize(FETCH)
                .fetchLazy()) {
            for (R row : rows) {
                if (subject.isMentionedIn(row, entry.searched())) {
                    found.add(row);
                }
            }
        }
        return found;
    }

    private static <R extends Record> List<R> lock(Session tx, TableRules<R> entry, Condition which) {
        boolean changes = entry.isChanged() && !PersonalDataInventory.NEVER_LOCKED.contains(entry.table());
        return changes
                ? tx.write(dsl -> locking(dsl, entry, which).fetch())
                : tx.read(dsl -> rows(dsl, entry, which).fetch());
    }

    /**
     * Adds the lock; the stronger lock of key changes is only for replaced phone numbers and hashed keys.
     */
    private static <R extends Record> Select<R> locking(DSLContext dsl, TableRules<R> entry, Condition which) {
        Dialect dialect = Dialect.of(dsl.configuration());
        return entry.columns(ErasureRule.REPLACED, ErasureRule.HASHED).isEmpty()
                ? dialect.locking(rows(dsl, entry, which))
                : dialect.lockingKeys(rows(dsl, entry, which));
    }

    private static <R extends Record> SelectForUpdateStep<R> rows(
            DSLContext dsl, TableRules<R> entry, Condition which) {
        return dsl.selectFrom(entry.table()).where(which).orderBy(PrimaryKey.of(entry.table()));
    }
}
