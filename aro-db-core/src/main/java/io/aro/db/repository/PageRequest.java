package io.aro.db.repository;

import io.aro.db.refusal.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A request for one page of rows; immutable.
 *
 * <p>Rows are ordered by the named columns in their order, with the id as the last criterion. Without columns the order
 * is by id.
 *
 * <p>Text is ordered by code points: ASCII capitals precede small letters. Nulls come last in both directions. Both
 * engines therefore return the same pages.
 */
public final class PageRequest {

    /** The largest page size. */
    public static final int LARGEST = 1_000;

    private final int size;
    private final List<Condition> conditions;
    private final @Nullable Listed listed;
    private final List<SortTerm> sort;
    private final @Nullable String cursor;

    private PageRequest(
            int size,
            List<Condition> conditions,
            @Nullable Listed listed,
            List<SortTerm> sort,
            @Nullable String cursor) {
        this.size = size;
        this.conditions = conditions;
        this.listed = listed;
        this.sort = sort;
        this.cursor = cursor;
    }

    /**
     * Returns a request for the first page, ordered by id.
     *
     * @param size the maximum number of rows, from 1 to {@value #LARGEST}
     * @throws InvalidValueException if the size is out of range
     */
    public static PageRequest of(int size) {
        if (size < 1 || size > LARGEST) {
            throw new InvalidValueException("page size", "must be from 1 to " + LARGEST);
        }
        return new PageRequest(size, List.of(), null, List.of(), null);
    }

    /** Returns a copy with a further condition. All pages of a list need the same conditions. */
    @SuppressWarnings("ReferenceEquality") // A constant of jOOQ, whose equals would render both conditions.
    public PageRequest where(Condition more) {
        if (more == DSL.noCondition()) {
            return this;
        }
        List<Condition> all = new ArrayList<>(conditions);
        all.add(more);
        return new PageRequest(size, List.copyOf(all), listed, sort, cursor);
    }

    /**
     * Returns a copy for the rows with an id listed in another table.
     *
     * <p>An index over the columns of the condition and the id makes a page by id cheap: the page reads only its part
     * of the list.
     *
     * @param ids the id column of the other table
     * @param which the condition on the other table; matches each id at most once
     */
    public PageRequest listedIn(TableField<?, UUID> ids, Condition which) {
        return new PageRequest(size, conditions, new Listed(ids, which), sort, cursor);
    }

    /**
     * Returns a copy with a further sort column, in ascending order.
     *
     * @throws InvalidValueException if the column holds lists or JSON, or is already a sort column
     */
    public PageRequest ascending(TableField<?, ?> column) {
        return sorted(SortTerm.of(column, false, false));
    }

    /** Returns a copy with a further sort column, in descending order; see {@link #ascending}. */
    public PageRequest descending(TableField<?, ?> column) {
        return sorted(SortTerm.of(column, true, false));
    }

    /** Returns a copy with a further sort column, in ascending order, ignoring the case of ASCII letters. */
    public PageRequest ascendingIgnoringCase(TableField<?, String> column) {
        return sorted(SortTerm.of(column, false, true));
    }

    /** Returns a copy with a further sort column, in descending order, ignoring the case of ASCII letters. */
    public PageRequest descendingIgnoringCase(TableField<?, String> column) {
        return sorted(SortTerm.of(column, true, true));
    }

    /**
     * Returns a copy for the page at a cursor; null for the first page.
     *
     * <p>The cursor must come from a page with the same conditions and sort order. Bind values may differ: a list of
     * upcoming rows may advance with the time.
     */
    public PageRequest withCursor(@Nullable String next) {
        return new PageRequest(size, conditions, listed, sort, next);
    }

    /** Returns whether the request has a sort column. */
    public boolean isSorted() {
        return !sort.isEmpty();
    }

    int size() {
        return size;
    }

    /** Returns whether the request asks for all rows of the table. */
    boolean isUnconditional() {
        return conditions.isEmpty() && listed == null;
    }

    Condition condition() {
        return conditions.stream().reduce(DSL.noCondition(), Condition::and);
    }

    @Nullable
    Listed listed() {
        return listed;
    }

    List<SortTerm> sort() {
        return sort;
    }

    @Nullable
    String cursor() {
        return cursor;
    }

    private PageRequest sorted(SortTerm term) {
        if (sort.stream().anyMatch(each -> each.column().equals(term.column()))) {
            throw new InvalidValueException(term.column().getName(), "must appear only once in the sort order");
        }
        List<SortTerm> longer = new ArrayList<>(sort);
        longer.add(term);
        return new PageRequest(size, conditions, listed, List.copyOf(longer), cursor);
    }

    /** The ids selected by a condition in another table. */
    record Listed(TableField<?, UUID> ids, Condition which) {}
}
