package io.aro.db.internal.dialect;

import java.util.Locale;
import org.jooq.SQLDialect;
import org.jooq.conf.ExecuteWithoutWhere;
import org.jooq.conf.FetchTriggerValuesAfterReturning;
import org.jooq.conf.Settings;
import org.jooq.conf.SettingsTools;

/** jOOQ settings of all statements of aro-db. */
public final class JooqSettings {

    private JooqSettings() {}

    /** Returns the library's settings for an engine. */
    public static Settings create(SQLDialect dialect) {
        return applyTo(new Settings(), dialect);
    }

    /** Returns a copy of a host application's settings, overridden by the library's. */
    public static Settings over(Settings applications, SQLDialect dialect) {
        return applyTo(SettingsTools.clone(applications), dialect);
    }

    private static Settings applyTo(Settings settings, SQLDialect dialect) {
        return settings
                // On SQLite the default emulates INSERT … RETURNING by last_insert_rowid(). After DO NOTHING, DO UPDATE
                // or several rows, it returns a different row.
                .withFetchTriggerValuesAfterReturning(FetchTriggerValuesAfterReturning.NEVER)
                .withRenderSchema(false)
                // A host application may configure upper-case keywords, which depend on the machine's language.
                .withRenderLocale(Locale.ROOT)
                .withExecuteLogging(false)
                .withFetchWarnings(false)
                .withExecuteUpdateWithoutWhere(ExecuteWithoutWhere.THROW)
                .withExecuteDeleteWithoutWhere(ExecuteWithoutWhere.THROW)
                .withAttachRecords(false)
                // PostgreSQL caches plans by statement text. SQLite's driver caches none, and jOOQ fails there to pad
                // an empty list.
                .withInListPadding(dialect.family() == SQLDialect.POSTGRES);
    }
}
