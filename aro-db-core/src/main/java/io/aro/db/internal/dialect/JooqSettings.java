package io.aro.db.internal.dialect;

import io.aro.db.internal.naming.QualifiedNames;
import java.util.Locale;
import org.jooq.SQLDialect;
import org.jooq.conf.ExecuteWithoutWhere;
import org.jooq.conf.FetchTriggerValuesAfterReturning;
import org.jooq.conf.Settings;
import org.jooq.conf.SettingsTools;
import org.jspecify.annotations.Nullable;

/** jOOQ settings of all statements of aro-db. */
public final class JooqSettings {

    private JooqSettings() {}

    /**
     * Returns the library's settings for an engine.
     *
     * @param schema the schema of the tables; null for unqualified names
     */
    public static Settings create(SQLDialect dialect, @Nullable String schema) {
        Settings settings = new Settings();
        if (schema != null) {
            QualifiedNames.map(settings, schema);
        }
        return applyTo(settings, dialect);
    }

    /**
     * Returns a copy of a host application's settings, overridden by the library's. Keeps a mapping of the library's
     * tables to a schema.
     */
    public static Settings over(Settings applications, SQLDialect dialect) {
        return applyTo(SettingsTools.clone(applications), dialect);
    }

    private static Settings applyTo(Settings settings, SQLDialect dialect) {
        return settings
                // On SQLite the default emulates INSERT … RETURNING by last_insert_rowid(). After DO NOTHING, DO UPDATE
                // or several rows, it returns a different row.
                .withFetchTriggerValuesAfterReturning(FetchTriggerValuesAfterReturning.NEVER)
                .withRenderSchema(QualifiedNames.areMapped(settings))
                // A host application may configure upper-case keywords, which depend on the machine's language.
                .withRenderLocale(Locale.ROOT)
                // Rows beyond a limit of the host application would be missing without an error.
                .withMaxRows(0)
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
