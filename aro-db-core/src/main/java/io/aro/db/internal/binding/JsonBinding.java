package io.aro.db.internal.binding;

import org.jooq.JSONB;

/**
 * A binding of documents whose text is kept as it was written: {@code json} on PostgreSQL, text on SQLite.
 *
 * <p>A {@code jsonb} would make 1000 of 1E+3.
 */
public final class JsonBinding extends TextBinding<JSONB> {

    private static final long serialVersionUID = 1L;

    /** Creates the binding. */
    public JsonBinding() {
        super(JSONB.class, "json");
    }

    @Override
    String toText(JSONB value, boolean sqlite) {
        return value.data();
    }

    @Override
    JSONB fromText(String text) {
        return JSONB.jsonb(text);
    }
}
