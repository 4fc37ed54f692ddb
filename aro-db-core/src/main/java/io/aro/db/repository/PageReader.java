package io.aro.db.repository;

import io.aro.db.connection.Session;
import io.aro.db.error.InvalidValueException;
import io.aro.db.repository.PageRequest.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a table page by page, in a sort order that no two rows are equal in. */
final class PageReader<R extends Record> {

    private final Session session;
    private final Table<R> table;
    private final TableField<R, UUID> key;
    private final Condition condition;
    private final @Nullable Listed listed;
    private final int size;
    private final List<SortTerm> terms;
    private final Cursor cursor;
    private final @Nullable String start;

    PageReader(Session session, Table<R> table, TableField<R, UUID> key, PageRequest request) {
        this.session = session;
        this.table = table;
        this.key = key;
        this.condition = request.condition();
        this.listed = request.listed();
        this.size = request.size();
        this.terms = unambiguous(request.sort(), key);
        this.cursor = new Cursor(table.getName(), terms);
        this.start = request.cursor();
        terms.forEach(this::requireOurs);
    }

    /** Reads the page that was asked for. */
    Slice<R> first() {
        return read(start == null ? null : cursor.read(start));
    }

    /** Reads the page that follows a position. */
    Slice<R> read(@Nullable List<@Nullable Object> position) {
        List<R> rows = session.read(dsl -> new Keyset<>(dsl, key, listed).fetch(condition, terms, position, size + 1));
        return rows.size() <= size
                ? new Slice<>(rows, null)
                : new Slice<>(rows.subList(0, size), positionOf(rows.get(size - 1)));
    }

    @Nullable
    String token(Slice<R> slice) {
        List<@Nullable Object> next = slice.next();
        return next == null ? null : cursor.write(next);
    }

    private List<@Nullable Object> positionOf(R row) {
        List<@Nullable Object> position = new ArrayList<>();
        terms.forEach(term -> position.add(term.valueOf(row)));
        return position;
    }

    /** The key goes in the direction of the column before it, so that one index serves both. */
    private static List<SortTerm> unambiguous(List<SortTerm> sort, TableField<?, UUID> key) {
        List<SortTerm> terms = new ArrayList<>(sort);
        if (sort.stream().noneMatch(term -> term.column().equals(key))) {
            terms.add(SortTerm.of(key, !sort.isEmpty() && sort.getLast().descending(), false));
        }
        return terms;
    }

    private void requireOurs(SortTerm term) {
        if (!table.equals(term.column().getTable())) {
            throw new InvalidValueException(term.column().getName(), "must be a column of " + table.getName());
        }
    }

    /**
     * Is the rows of one page.
     *
     * @param next the position that the next page follows; null on the last page
     */
    record Slice<R extends Record>(List<R> rows, @Nullable List<@Nullable Object> next) {}
}
