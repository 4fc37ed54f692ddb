package io.aro.db.repository;

import io.aro.db.refusal.TooManyRowsException;
import java.util.List;
import java.util.function.IntFunction;

/** A complete list, held in memory and therefore bounded. */
public final class WholeList {

    /** The largest number of rows in such a list. */
    public static final int LONGEST = PageRequest.LARGEST;

    private WholeList() {}

    /**
     * Reads a complete list. The query fetches one extra row to detect an overflow.
     *
     * @param noun the name of a row in messages
     * @param query returns rows up to its limit argument
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
