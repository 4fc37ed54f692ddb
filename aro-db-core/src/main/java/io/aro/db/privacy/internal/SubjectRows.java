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
 * The rows of one table that belong to a person.
 *
 * @param entry the table
 * @param linked the rows that a key leads from to the customer, in the order of their keys
 * @param mentioning the other rows that mention the person
 * @param <R> the record type of the table
 */
record SubjectRows<R extends Record>(TableRules<R> entry, List<R> linked, List<R> mentioning) {

    private static final int FETCH = 500;

    /** Reads the rows as they are; all rows of the table are looked at, one at a time. */
    static <R extends Record> SubjectRows<R> read(Session session, TableRules<R> entry, Subject subject) {
        List<R> linked = session.read(dsl -> rows(dsl, entry, SubjectConditions.byKey(entry.table(), subject))
                .fetch());
        return new SubjectRows<>(entry, linked, without(linked, session.read(dsl -> mentioning(dsl, entry, subject))));
    }

    /** Locks the rows that a key leads to, and of those that were found the rows that still mention the person. */
    static <R extends Record> SubjectRows<R> lock(Session tx, TableRules<R> entry, Subject subject, FoundRows found) {
        List<R> linked = lock(tx, entry, SubjectConditions.byKey(entry.table(), subject));
        return new SubjectRows<>(
                entry,
                linked,
                without(linked, lockMentioning(tx, entry, subject, found).mentioning()));
    }

    /** Locks those of the found rows that still mention the person; waits for who is about to change them. */
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

    /** Returns all rows. */
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

    /** The customer gets another phone, which is unique, and keys of requests become hashes; no other key is changed. */
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
