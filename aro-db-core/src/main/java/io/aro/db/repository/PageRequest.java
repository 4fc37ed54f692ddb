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
 * A request for one page of rows in an order; immutable.
 *
 * <p>Rows are sorted by the columns named, in the order they are named, and by id where those are equal; by id alone if
 * none is named. Text is sorted by its code points, so capital letters of ASCII come before small ones; rows without a
 * value come last, in ascending and in descending order. Both engines thus give the same pages.
 */
public final class PageRequest {

    /** The most rows that a page may have. */
    public static final int LARGEST = 1_000;

    private final int size;
    private final Condition condition;
    private final @Nullable Listed listed;
    private final List<SortTerm> sort;
    private final @Nullable String cursor;

    private PageRequest(
            int size, Condition condition, @Nullable Listed listed, List<SortTerm> sort, @Nullable String cursor) {
        this.size = size;
        this.condition = condition;
        this.listed = listed;
        this.sort = sort;
        this.cursor = cursor;
    }

    /**
     * Returns a request for the first rows by id, up to a size.
     *
     * @throws InvalidValueException if the size is not from 1 to {@value #LARGEST}
     */
    public static PageRequest of(int size) {
        if (size < 1 || size > LARGEST) {
            throw new InvalidValueException("page size", "must be from 1 to " + LARGEST);
        }
        return new PageRequest(size, DSL.noCondition(), null, List.of(), null);
    }

    /** Returns a copy for the rows that meet one more condition, which is the same for every page of a list. */
    public PageRequest where(Condition more) {
        return new PageRequest(size, condition.and(more), listed, sort, cursor);
    }

    /**
     * Returns a copy for the rows whose ids are listed in another table.
     *
     * <p>Where that table has an index over the columns of the condition and then the id, a page by id takes from it no
     * more than the page, however long the list is.
     *
     * @param ids the column of the other table; the condition finds no id in it twice
     */
    public PageRequest listedIn(TableField<?, UUID> ids, Condition which) {
        return new PageRequest(size, condition, new Listed(ids, which), sort, cursor);
    }

    /**
     * Returns a copy sorted by one more column, the smallest value first.
     *
     * @throws InvalidValueException if the column holds lists or JSON, or is sorted by already
     */
    public PageRequest ascending(TableField<?, ?> column) {
        return sorted(SortTerm.of(column, false, false));
    }

    /** Returns a copy sorted by one more column, the greatest value first; see {@link #ascending}. */
    public PageRequest descending(TableField<?, ?> column) {
        return sorted(SortTerm.of(column, true, false));
    }

    /** Returns a copy sorted by one more column as if its capital letters of ASCII were small ones. */
    public PageRequest ascendingIgnoringCase(TableField<?, String> column) {
        return sorted(SortTerm.of(column, false, true));
    }

    /** Returns a copy sorted backwards by one more column as if its capital letters of ASCII were small ones. */
    public PageRequest descendingIgnoringCase(TableField<?, String> column) {
        return sorted(SortTerm.of(column, true, true));
    }

    /**
     * Returns a copy for the page that a cursor leads to; null leads to the first.
     *
     * <p>The cursor must come from a page of the same conditions and the same order. The values in the conditions may
     * differ, so that a list of all that is still to come goes on while time passes.
     */
    public PageRequest withCursor(@Nullable String next) {
        return new PageRequest(size, condition, listed, sort, next);
    }

    /** Tells whether a column to sort by has been named. */
    public boolean isSorted() {
        return !sort.isEmpty();
    }

    int size() {
        return size;
    }

    Condition condition() {
        return condition;
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
            throw new InvalidValueException(term.column().getName(), "must be sorted by once, not twice");
        }
        List<SortTerm> longer = new ArrayList<>(sort);
        longer.add(term);
        return new PageRequest(size, condition, listed, List.copyOf(longer), cursor);
    }

    /** Ids found by a condition in another table. */
    record Listed(TableField<?, UUID> ids, Condition which) {}
}
