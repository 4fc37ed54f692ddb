package io.aro.db.privacy;

import io.aro.db.connection.Session;
import io.aro.db.internal.Dialect;
import io.aro.db.internal.Json;
import io.aro.db.internal.PrimaryKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Takes a person out of every table, in the transaction of the caller and by the inventory; consents are left alone. */
final class Eraser {

    private final Session tx;
    private final LockedRows locked;
    private final Subject subject;
    private final Map<String, Integer> changed = new TreeMap<>();

    /** Waits for who writes to rows of the person, and keeps others from it until the transaction ends. */
    Eraser(Session tx, Subject seen) {
        this.tx = tx;
        this.locked = LockedRows.of(tx, seen);
        this.subject = locked.subject();
    }

    /** Returns the person, as the locked rows tell it. */
    Subject subject() {
        return subject;
    }

    /** Erases and returns how many rows of each table were changed. */
    Map<String, Integer> erase() {
        Inventory.ENTRIES.forEach(entry -> erase(locked.of(entry)));
        return changed;
    }

    private <R extends Record> void erase(SubjectRows<R> rows) {
        Entry<R> entry = rows.entry();
        List<Query> statements = new ArrayList<>();
        rows.mentioning().forEach(row -> add(statements, entry, row, false));
        rows.linked().forEach(row -> add(statements, entry, row, true));
        if (!statements.isEmpty()) {
            tx.<@Nullable Void>write(dsl -> {
                Dialect.of(dsl.configuration()).executeAll(dsl, statements);
                return null;
            });
            changed.put(entry.table().getName(), statements.size());
        }
    }

    private <R extends Record> void add(List<Query> statements, Entry<R> entry, R row, boolean linked) {
        if (goes(entry, row, linked)) {
            statements.add(DSL.deleteFrom(entry.table()).where(PrimaryKey.is(entry.table(), row)));
            return;
        }
        Record treated = row.into(entry.table());
        entry.columns().forEach(column -> treat(entry, treated, column, linked));
        List<? extends Field<?>> different = entry.columns().stream()
                .filter(column -> !Objects.equals(row.get(column), treated.get(column)))
                .toList();
        if (!different.isEmpty()) {
            Map<Field<?>, @Nullable Object> values = new TreeMap<>(Comparator.comparing(Field::getName));
            different.forEach(column -> values.put(column, treated.get(column)));
            statements.add(DSL.update(entry.table()).set(values).where(PrimaryKey.is(entry.table(), row)));
        }
    }

    private <R extends Record> boolean goes(Entry<R> entry, R row, boolean linked) {
        if (linked && !entry.columns(Treatment.DELETED).isEmpty()) {
            return true;
        }
        return entry.columns(Treatment.DROPPED).stream()
                .anyMatch(column -> subject.isMentionedIn(String.valueOf(row.get(column))));
    }

    private <R extends Record, T> void treat(Entry<R> entry, Record row, TableField<R, T> column, boolean linked) {
        T value = row.get(column);
        if (value != null) {
            row.set(column, column.getType().cast(treated(entry.treatmentOf(column), value, linked)));
        }
    }

    /** What is somebody else's row loses nothing but what mentions the person. */
    private @Nullable Object treated(Treatment treatment, Object value, boolean linked) {
        return switch (treatment) {
            case KEPT, EVIDENCE, DELETED, DROPPED -> value;
            case CLEARED -> linked ? cleared(value) : value;
            case REPLACED -> linked ? nobodysPhone() : value;
            case BLANKED -> linked ? Redaction.ERASED : value;
            case REDACTED -> document(value, linked);
            case MASKED -> value instanceof JSONB ? document(value, false) : Redaction.mask(value.toString(), subject);
        };
    }

    private static @Nullable Object cleared(Object value) {
        return value instanceof List ? List.of() : null;
    }

    /** No country has 999; the digits are those of a new id, so that no two erased customers share a number. */
    private String nobodysPhone() {
        long digits = Math.floorMod(tx.newId().getLeastSignificantBits(), 1_000_000_000_000L);
        return String.format(Locale.ROOT, "+999%012d", digits);
    }

    private JSONB document(Object value, boolean linked) {
        JsonNode before = Json.read(((JSONB) value).data(), JsonNode.class);
        JsonNode after = linked ? Redaction.redact(before, subject) : Redaction.mask(before, subject);
        return after.equals(before) ? (JSONB) value : JSONB.jsonb(Json.write(after));
    }
}
