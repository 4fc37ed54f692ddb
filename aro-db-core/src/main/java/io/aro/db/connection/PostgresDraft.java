package io.aro.db.connection;

import io.aro.db.crypto.FieldCipher;
import io.aro.db.error.ConfigurationException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Mutable options for a new {@link PostgresConfig}, by default or as in another. */
final class PostgresDraft {

    final String url;
    final @Nullable String user;
    final @Nullable String password;
    int poolSize = PostgresConfig.DEFAULT_POOL_SIZE;
    int minimumIdle = PostgresConfig.DEFAULT_POOL_SIZE;
    TimeLimits timeLimits = TimeLimits.defaults();
    Pooling pooling = Pooling.DETECTED;

    @Nullable
    ReplicaOption replica;

    @Nullable
    String migrationUrl;

    @Nullable
    String schema;

    boolean migrate;
    InstantSource clock = InstantSource.system();
    Random random = RandomBits.UNFORESEEABLE;
    UnaryOperator<DataSource> decorator = UnaryOperator.identity();

    @Nullable
    FieldCipher cipher;

    PostgresDraft(String url, @Nullable String user, @Nullable String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    PostgresDraft(PostgresConfig original) {
        this(original.url(), original.user(), original.password());
        this.poolSize = original.poolSize();
        this.minimumIdle = original.minimumIdle();
        this.timeLimits = original.timeLimits();
        this.pooling = original.pooling();
        this.replica = original.replica;
        this.migrationUrl = original.migrationUrl();
        this.schema = original.schema();
        this.migrate = original.migrate();
        this.clock = original.clock();
        this.random = original.random();
        this.decorator = original.decorator();
        this.cipher = original.cipher();
    }

    /**
     * Checks the options.
     *
     * @throws ConfigurationException if a URL is invalid, a number is out of range, or a required option is null
     */
    void check() {
        PostgresUrl.check(Options.required("URL", url));
        if (migrationUrl != null) {
            PostgresUrl.check(migrationUrl);
        }
        if (poolSize < 1 || poolSize > 1000) {
            throw new ConfigurationException("The pool size must be from 1 to 1000.");
        }
        if (minimumIdle < 0 || minimumIdle > poolSize) {
            throw new ConfigurationException("The minimum of idle connections must be from 0 to the pool size.");
        }
        if (Options.required("time limits", timeLimits).lock().toMillis() < 1) {
            throw new ConfigurationException(
                    "The time limit of the lock must be at least 1 millisecond on PostgreSQL, where zero means"
                            + " no limit.");
        }
        Options.required("clock", clock);
        Options.required("source of random bits", random);
        Options.required("decorator", decorator);
    }

    PostgresConfig config() {
        return new PostgresConfig(this);
    }

    /** Returns all options, for a comparison. */
    List<@Nullable Object> values() {
        return Arrays.asList(
                url,
                user,
                password,
                poolSize,
                minimumIdle,
                timeLimits,
                pooling,
                replica,
                migrationUrl,
                schema,
                migrate,
                clock,
                random,
                decorator,
                cipher);
    }
}
