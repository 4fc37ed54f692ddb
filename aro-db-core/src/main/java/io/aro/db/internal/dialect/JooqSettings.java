package io.aro.db.internal.dialect;

import java.util.Locale;
import org.jooq.SQLDialect;
import org.jooq.conf.ExecuteWithoutWhere;
import org.jooq.conf.FetchTriggerValuesAfterReturning;
import org.jooq.conf.Settings;
import org.jooq.conf.SettingsTools;

/** The jOOQ settings of every statement of aro-db. */
public final class JooqSettings {

    private JooqSettings() {}

    /** Returns our settings for an engine, from scratch. */
    public static Settings create(SQLDialect dialect) {
        return applyTo(new Settings(), dialect);
    }

    /** Returns a copy of an application's settings, overridden by ours. */
    public static Settings over(Settings applications, SQLDialect dialect) {
        return applyTo(SettingsTools.clone(applications), dialect);
    }

    private static Settings applyTo(Settings settings, SQLDialect dialect) {
        return settings
                // The default emulates INSERT … RETURNING on SQLite by last_insert_rowid(), which answers with
                // another row after DO NOTHING, DO UPDATE and several rows.
                .withFetchTriggerValuesAfterReturning(FetchTriggerValuesAfterReturning.NEVER)
                .withRenderSchema(false)
                // An application may want keywords in capitals, which the machine's language would make.
                .withRenderLocale(Locale.ROOT)
                .withExecuteLogging(false)
                .withFetchWarnings(false)
                .withExecuteUpdateWithoutWhere(ExecuteWithoutWhere.THROW)
                .withExecuteDeleteWithoutWhere(ExecuteWithoutWhere.THROW)
                .withAttachRecords(false)
                // PostgreSQL keeps plans by the text of a statement. SQLite's driver keeps none, and there jOOQ fails
                // to pad
                // a list without values.
                .withInListPadding(dialect.family() == SQLDialect.POSTGRES);
    }
}
