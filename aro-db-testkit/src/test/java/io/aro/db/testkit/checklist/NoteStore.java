package io.aro.db.testkit.checklist;

import io.aro.db.AroDatabase;
import org.jooq.impl.DSL;

/** A repository of careless notes, with faults for a checklist to find. */
public final class NoteStore {

    private final AroDatabase db;

    NoteStore(AroDatabase db) {
        this.db = db;
    }

    /** Reads the whole table. */
    public int countByText(String text) {
        return db.session()
                .read(dsl -> dsl.fetchCount(
                        DSL.table("careless_notes"), DSL.field("text").eq(text)));
    }

    /** Sends no statement. */
    public String describe() {
        return "notes";
    }
}
