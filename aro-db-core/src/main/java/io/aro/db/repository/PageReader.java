package io.aro.db.repository;

import io.aro.db.refusal.InvalidValueException;
import io.aro.db.repository.PageRequest.Listed;
import io.aro.db.row.Row;
import io.aro.db.row.RowReader;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** A reader of a table's rows, page by page, in a total order. A page takes one statement, or two at the first null. */
final class PageReader<R extends Record, T> {

    private final Session session;
    private final Table<R> table;
    private final TableField<R, UUID> key;
    private final RowReader<T> reader;
    private final PageRequest request;
    private final List<SortTerm> terms;

    PageReader(Session session, Table<R> table, TableField<R, UUID> key, RowReader<T> reader, PageRequest request) {
        this.session = session;
        this.table = table;
        this.key = key;
        this.reader = reader;
        this.request = request;
        this.terms = unambiguous(request.sort(), key);
        terms.forEach(this::requireColumnOfTable);
    }

    /** Reads the requested page. */
    Slice<T> first() {
        String start = request.cursor();
        return session.read(dsl -> read(dsl, start == null ? null : cursor(dsl).read(start)));
    }

    /** Reads the page after a position; null for the start of the list. */
    Slice<T> read(@Nullable List<@Nullable Object> position) {
        return session.read(dsl -> read(dsl, position));
    }

    private Slice<T> read(DSLContext dsl, @Nullable List<@Nullable Object> position) {
        Rows rows = new Rows();
        boolean more =
                new Keyset<>(dsl, key, request).fetch(terms, position, request.size() + 1, rows::add) > request.size();
        return more
                ? new Slice<>(rows.values, rows.last, cursor(dsl).write(rows.last))
                : new Slice<>(rows.values, null, null);
    }

    /** The values of a page, and the position of its last row. */
    private final class Rows {

        private final List<T> values = new ArrayList<>(request.size());
        private List<@Nullable Object> last = List.of();

        void add(Row row) {
            if (values.size() == request.size()) {
                return;
            }
            values.add(reader.read(row));
            if (values.size() == request.size()) {
                last = positionOf(row);
            }
        }
    }

    /**
     * Returns the cursor of this query.
     *
     * <p>Bind values, such as the current time, may differ between pages. The SQL of the conditions may not.
     */
    private Cursor cursor(DSLContext dsl) {
        String list =
                request.isUnconditional() ? table.getName() : table.getName() + "\n" + dsl.render(request.condition());
        Listed listed = request.listed();
        return new Cursor(
                listed == null ? list : list + "\n" + dsl.render(listed.ids()) + "\n" + dsl.render(listed.which()),
                terms);
    }

    private List<@Nullable Object> positionOf(Row row) {
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
    record Slice<T>(
            List<T> rows,
            @Nullable List<@Nullable Object> next,
            @Nullable String token) {}
}
