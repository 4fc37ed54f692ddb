package io.aro.db.spring.failure;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.MigrationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.error.UnavailableException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/**
 * The analysis of a database, a schema or a keyset unfit for the library. The sentences are of the library; the
 * action adds the property to set.
 */
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<AroDatabaseException> implements Ordered {

    private static final String NO_RIGHT = "42501";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, AroDatabaseException cause) {
        return switch (cause) {
            case SchemaMismatchException mismatch -> ofSchema(mismatch);
            case MigrationException failed -> ofMigration(failed);
            case ConfigurationException wrong -> ofSetting(wrong);
            case UnavailableException absent -> Sentence.of(absent).analysis("");
            default -> null;
        };
    }

    private static FailureAnalysis ofSchema(SchemaMismatchException cause) {
        Sentence sentence = Sentence.of(cause);
        return sentence.action().contains("aro-db migrate")
                ? sentence.analysis("Or set aro.db.schema.mode=migrate, for a role that may change tables.")
                : sentence.analysis("");
    }

    private static FailureAnalysis ofMigration(MigrationException cause) {
        return isForLackOfRights(cause) ? ofRights(cause) : Sentence.of(cause).analysis("");
    }

    private static FailureAnalysis ofSetting(ConfigurationException cause) {
        if (isForLackOfRights(cause)) {
            return ofRights(cause);
        }
        Sentence sentence = Sentence.of(cause);
        if (sentence.description().contains("without foreign key enforcement")) {
            return sentence.analysis("Or replace spring.datasource.url by aro.db.sqlite.file.");
        }
        if (sentence.description().contains("no schema ")) {
            return sentence.analysis("The property is aro.db.schema.name.");
        }
        return sentence.analysis("");
    }

    private static FailureAnalysis ofRights(AroDatabaseException cause) {
        return new FailureAnalysis(
                "The role of the pool may not create or change the tables of aro-db.",
                "Run aro-db migrate as the owner of the tables, and set aro.db.schema.mode=verify. Or grant the role CREATE"
                        + " on the schema.",
                cause);
    }

    private static boolean isForLackOfRights(Throwable failure) {
        for (Throwable error = failure; error != null; error = error.getCause()) {
            if (error instanceof SQLException sql && NO_RIGHT.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Returns a place before the general analyzers. */
    @Override
    public int getOrder() {
        return 0;
    }
}
