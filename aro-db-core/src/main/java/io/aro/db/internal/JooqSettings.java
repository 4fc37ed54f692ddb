package io.aro.db.internal;

import org.jooq.conf.ExecuteWithoutWhere;
import org.jooq.conf.FetchTriggerValuesAfterReturning;
import org.jooq.conf.Settings;
import org.jooq.conf.SettingsTools;

/** Makes the one set of jOOQ settings that every statement of aro-db runs with. */
public final class JooqSettings {

    private JooqSettings() {}

    /** Returns our settings, from scratch. */
    public static Settings create() {
        return applyTo(new Settings());
    }

    /** Returns a copy of an application's settings with ours on top; theirs are left alone. */
    public static Settings over(Settings applications) {
        return applyTo(SettingsTools.clone(applications));
    }

    private static Settings applyTo(Settings settings) {
        return settings
                // The default emulates INSERT … RETURNING on SQLite by last_insert_rowid(), which answers with
                // another row after DO NOTHING, DO UPDATE and several rows.
                .withFetchTriggerValuesAfterReturning(FetchTriggerValuesAfterReturning.NEVER)
                .withRenderSchema(false)
                .withExecuteLogging(false)
                .withFetchWarnings(false)
                .withExecuteUpdateWithoutWhere(ExecuteWithoutWhere.THROW)
                .withExecuteDeleteWithoutWhere(ExecuteWithoutWhere.THROW)
                .withAttachRecords(false)
                .withInListPadding(true);
    }
}
