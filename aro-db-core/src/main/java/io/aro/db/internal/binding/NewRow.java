package io.aro.db.internal.binding;

import org.jooq.Configuration;
import org.jooq.Record;
import org.jooq.impl.DefaultConfiguration;

/**
 * An empty row to fill and insert.
 *
 * <p>Each set primary key column asks the row's configuration about key changes. For a row without a configuration,
 * jOOQ creates one per column: 1.6 kB and 0.25 µs.
 */
public final class NewRow {

    /** Never changed, and never used for a statement. */
    private static final Configuration DEFAULTS = new DefaultConfiguration();

    private NewRow() {}

    /** Returns the row with jOOQ's default configuration. */
    public static <R extends Record> R of(R row) {
        row.attach(DEFAULTS);
        return row;
    }
}
