package io.aro.db.config;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.crypto.TinkCipher;
import io.aro.db.testkit.PatientConfig;
import io.aro.db.testkit.TestDatabase;
import org.jspecify.annotations.Nullable;

/** The database of a test, opened with a cipher or without. */
final class SealingDatabase {

    private SealingDatabase() {}

    static AroDatabase open(TestDatabase database, @Nullable TinkCipher cipher) {
        return AroDatabase.open(
                switch (PatientConfig.of(
                        AroDatabaseConfig.of(database.jdbcUrl(), database.user(), database.password()))) {
                    case SqliteConfig sqlite -> cipher == null ? sqlite : sqlite.withCipher(cipher);
                    case PostgresConfig postgres -> {
                        PostgresConfig small = postgres.withPoolSize(4).withMinimumIdle(1);
                        yield cipher == null ? small : small.withCipher(cipher);
                    }
                });
    }
}
