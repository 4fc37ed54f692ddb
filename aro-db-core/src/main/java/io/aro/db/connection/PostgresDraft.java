package io.aro.db.connection;

import io.aro.db.crypto.FieldCipher;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Mutable options for a modified copy of a {@link PostgresConfig}. */
final class PostgresDraft {

    private final PostgresConfig original;
    int poolSize;
    int minimumIdle;
    TimeLimits timeLimits;
    boolean pooled;

    @Nullable
    String replicaUrl;

    boolean migrate;
    InstantSource clock;
    Random random;
    UnaryOperator<DataSource> decorator;

    @Nullable
    FieldCipher cipher;

    PostgresDraft(PostgresConfig original) {
        this.original = original;
        this.poolSize = original.poolSize();
        this.minimumIdle = original.minimumIdle();
        this.timeLimits = original.timeLimits();
        this.pooled = original.pooled();
        this.replicaUrl = original.replicaUrl();
        this.migrate = original.migrate();
        this.clock = original.clock();
        this.random = original.random();
        this.decorator = original.decorator();
        this.cipher = original.cipher();
    }

    PostgresConfig config() {
        return new PostgresConfig(
                original.url(),
                original.user(),
                original.password(),
                poolSize,
                minimumIdle,
                timeLimits,
                pooled,
                replicaUrl,
                migrate,
                clock,
                random,
                decorator,
                cipher);
    }
}
