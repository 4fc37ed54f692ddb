package io.aro.db.migration;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.MigrationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.error.StatementFailedException;
import io.aro.db.error.UnavailableException;
import io.aro.db.error.internal.CauseChain;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.migration.internal.session.MigrationSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.internal.exception.FlywayMigrateException;
import org.jspecify.annotations.Nullable;

/** The translation of Flyway's exceptions. The message names the script and any statements left in place. */
final class FlywayErrors {

    private FlywayErrors() {}

    static AroDatabaseException translate(FlywayException failure, MigrationSession session) {
        AroDatabaseException ours = cause(failure, AroDatabaseException.class);
        if (ours != null) {
            return ours;
        }
        FlywayMigrateException ofMigration = cause(failure, FlywayMigrateException.class);
        if (ofMigration != null) {
            return ofMigration(ofMigration, session);
        }
        if (cause(failure, SQLException.class) != null) {
            return VendorErrors.translate(failure);
        }
        return new ConfigurationException(
                "The migration scripts cannot be used: " + onOneLine(String.valueOf(failure.getMessage())), failure);
    }

    private static AroDatabaseException ofMigration(FlywayMigrateException failure, MigrationSession session) {
        MigrationInfo migration = failure.getMigration();
        return of(
                failure,
                String.format(
                        Locale.ROOT,
                        "%s failed%s and %s",
                        migration.getScript(),
                        failure.getLineNumber() > 0 ? " at line " + failure.getLineNumber() : "",
                        remains(failure, session)));
    }

    /**
     * Returns the exception for a failed script. A full disk or a lost server yields an
     * {@link UnavailableException}.
     */
    static AroDatabaseException of(Throwable failure, String action) {
        String sentence = action + ": " + reason(failure);
        Throwable cause = VendorErrors.unquoted(failure);
        return VendorErrors.translate(failure) instanceof UnavailableException
                ? new UnavailableException(sentence, cause)
                : new MigrationException(sentence, cause);
    }

    private static String remains(FlywayMigrateException failure, MigrationSession session) {
        if (failure.isExecutableInTransaction()) {
            return "was rolled back";
        }
        List<String> indexes = unfinishedIndexes(session);
        return "was not rolled back, as it runs outside a transaction"
                + (indexes.isEmpty() ? "" : " (half-built indexes: " + String.join(", ", indexes) + ")")
                + "; the next migrate repeats it";
    }

    private static List<String> unfinishedIndexes(MigrationSession session) {
        try {
            return session.unfinishedIndexes();
        } catch (AroDatabaseException e) {
            return List.of(); // The connection is lost too. Report the first failure.
        }
    }

    /**
     * Returns the engine's message for a fault of the statement. Any other message may hold values of rows
     * and is translated.
     */
    private static String reason(Throwable failure) {
        AroDatabaseException translated = VendorErrors.translate(failure);
        SQLException vendor = cause(failure, SQLException.class);
        boolean inStatement = switch (translated) {
            case SchemaMismatchException mismatch -> true;
            case StatementFailedException failed ->
                failed.vendorCode().equals("SQLITE_ERROR")
                        || failed.vendorCode().startsWith("42");
            default -> false;
        };
        return vendor != null && inStatement
                ? onOneLine(String.valueOf(vendor.getMessage()))
                : String.valueOf(translated.getMessage());
    }

    private static String onOneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static <T> @Nullable T cause(Throwable failure, Class<T> type) {
        return CauseChain.of(failure)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }
}
