package io.aro.db.repository;

import io.aro.db.refusal.TooManyRowsException;
import java.util.List;
import java.util.function.IntFunction;

/** A list that is returned as a whole, in memory, and therefore has a limit. */
public final class WholeList {

    /** The most rows that such a list may have. */
    public static final int LONGEST = PageRequest.LARGEST;

    private WholeList() {}

    /**
     * Reads a list, and one row more than it may have, so that it is never cut without a word.
     *
     * @param noun what a row is called in messages
     * @param query returns rows up to the limit that it is given
     * @throws TooManyRowsException if there are more than {@value #LONGEST}
     */
    public static <T> List<T> read(String noun, IntFunction<List<T>> query) {
        List<T> rows = query.apply(LONGEST + 1);
        if (rows.size() > LONGEST) {
            throw new TooManyRowsException(noun, LONGEST);
        }
        return rows;
    }
}
