package io.aro.db.repository;

import io.aro.db.refusal.InvalidValueException;
import io.aro.db.repository.PageRequest.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** A reader of a table's rows, page by page, in a total order. A page takes one statement, or two at the first null. */
final class PageReader<R extends Record> {

    private final Session session;
    private final Table<R> table;
    private final TableField<R, UUID> key;
    private final Condition condition;
    private final @Nullable Listed listed;
    private final int size;
    private final List<SortTerm> terms;
    private final @Nullable String start;

    PageReader(Session session, Table<R> table, TableField<R, UUID> key, PageRequest request) {
        this.session = session;
        this.table = table;
        this.key = key;
        this.condition = request.condition();
        this.listed = request.listed();
        this.size = request.size();
        this.terms = unambiguous(request.sort(), key);
        this.start = request.cursor();
        terms.forEach(this::requireColumnOfTable);
    }

    /** Reads the requested page. */
    Slice<R> first() {
        return session.read(dsl -> read(dsl, start == null ? null : cursor(dsl).read(start)));
    }

    /** Reads the page after a position; null for the start of the list. */
    Slice<R> read(@Nullable List<@Nullable Object> position) {
        return session.read(dsl -> read(dsl, position));
    }

    private Slice<R> read(DSLContext dsl, @Nullable List<@Nullable Object> position) {
        List<R> rows = new Keyset<>(dsl, key, listed).fetch(condition, terms, position, size + 1);
        if (rows.size() <= size) {
            return new Slice<>(rows, null, null);
        }
        List<@Nullable Object> next = positionOf(rows.get(size - 1));
        return new Slice<>(rows.subList(0, size), next, cursor(dsl).write(next));
    }

    /**
     * Returns the cursor of this query.
     *
     * <p>Bind values, such as the current time, may differ between pages. The SQL of the conditions may not.
     */
    private Cursor cursor(DSLContext dsl) {
        String list = table.getName() + "\n" + dsl.render(condition);
        return new Cursor(
                listed == null ? list : list + "\n" + dsl.render(listed.ids()) + "\n" + dsl.render(listed.which()),
                terms);
    }

    private List<@Nullable Object> positionOf(R row) {
        List<@Nullable Object> position = new ArrayList<>();
        terms.forEach(term -> position.add(term.valueOf(row)));
        return position;
    }

    /**
     * Appends the key as the last sort term unless present.
     *
     * <p>The key takes the direction of its predecessor, so one index serves both.
     */
    private static List<SortTerm> unambiguous(List<SortTerm> sort, TableField<?, UUID> key) {
        List<SortTerm> terms = new ArrayList<>(sort);
        if (sort.stream().noneMatch(term -> term.column().equals(key))) {
            terms.add(SortTerm.of(key, !sort.isEmpty() && sort.getLast().descending(), false));
        }
        return terms;
    }

    private void requireColumnOfTable(SortTerm term) {
        if (!table.equals(term.column().getTable())) {
            throw new InvalidValueException(term.column().getName(), "must be a column of " + table.getName());
        }
    }

    /**
     * The rows of one page.
     *
     * @param next the position of the last row; null on the last page
     * @param token the cursor of that position; null on the last page
     */
    record Slice<R extends Record>(
            List<R> rows,
            @Nullable List<@Nullable Object> next,
            @Nullable String token) {}
}
