package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.connection.SqliteConfig.Durability;
import io.aro.db.crypto.FieldAddress;
import io.aro.db.crypto.FieldCipher;
import io.aro.db.error.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AroDatabaseConfigTest {

    private static final String URL = "jdbc:postgresql://db.example.org/aro";
    private static final Path FILE = Path.of("aro.db");
    private static final Random SECURE = RandomBits.UNFORESEEABLE;
    private static final TimeLimits LIMITS = new TimeLimits(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(40),
            Duration.ofMinutes(30));
    private static final TimeLimits OTHERS = LIMITS.withLock(Duration.ofSeconds(1));
    private static final UnaryOperator<DataSource> UNDECORATED = UnaryOperator.identity();

    private static final FieldCipher CIPHER = new FieldCipher() {
        @Override
        public String seal(String text, FieldAddress address) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String open(String sealed, FieldAddress address) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isCurrent(String sealed) {
            throw new UnsupportedOperationException();
        }
    };

    /** Pins the defaults: a changed default affects every service. */
    @Test
    void hasTheseDefaults() {
        assertThat(SqliteConfig.file(FILE))
                .isEqualTo(new SqliteConfig(
                        FILE, 4, Durability.FULL, LIMITS, InstantSource.system(), SECURE, UNDECORATED, null));
        assertThat(SqliteConfig.inMemory())
                .isEqualTo(new SqliteConfig(
                        null, 1, Durability.FULL, LIMITS, InstantSource.system(), SECURE, UNDECORATED, null));
        assertThat(PostgresConfig.of(URL, "aro", "secret")).isEqualTo(postgres(draft -> {
            draft.poolSize = 10;
            draft.minimumIdle = 10;
            draft.timeLimits = LIMITS;
            draft.pooling = Pooling.DETECTED;
            draft.replica = null;
            draft.migrationUrl = null;
            draft.schema = null;
            draft.migrate = false;
            draft.clock = InstantSource.system();
            draft.random = SECURE;
            draft.decorator = UNDECORATED;
            draft.cipher = null;
        }));
    }

    @Test
    void changesOneThingAtTime() {
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        Random random = new Random(1);
        UnaryOperator<DataSource> decorator = pool -> pool;

        assertThat(SqliteConfig.file(FILE)
                        .withReaders(2)
                        .withDurability(Durability.NORMAL)
                        .withTimeLimits(OTHERS)
                        .withClock(clock)
                        .withRandom(random)
                        .withDecorator(decorator)
                        .withCipher(CIPHER))
                .isEqualTo(new SqliteConfig(FILE, 2, Durability.NORMAL, OTHERS, clock, random, decorator, CIPHER));
        assertThat(PostgresConfig.of(URL, "aro", "secret")
                        .withPoolSize(3)
                        .withMinimumIdle(2)
                        .withTimeLimits(OTHERS)
                        .withPooled(true)
                        .withReplica(URL + "_replica")
                        .withMigrationUrl(URL + "_direct")
                        .withSchema("biz_42")
                        .withMigration()
                        .withClock(clock)
                        .withRandom(random)
                        .withDecorator(decorator)
                        .withCipher(CIPHER))
                .isEqualTo(postgres(draft -> {
                    draft.poolSize = 3;
                    draft.minimumIdle = 2;
                    draft.timeLimits = OTHERS;
                    draft.pooling = Pooling.POOLED;
                    draft.replica = new ReplicaOption(URL + "_replica", ReplicaPolicy.defaults());
                    draft.migrationUrl = URL + "_direct";
                    draft.schema = "biz_42";
                    draft.migrate = true;
                    draft.clock = clock;
                    draft.random = random;
                    draft.decorator = decorator;
                    draft.cipher = CIPHER;
                }));
    }

    private static PostgresConfig postgres(Consumer<PostgresDraft> options) {
        PostgresDraft draft = new PostgresDraft(URL, "aro", "secret");
        options.accept(draft);
        return draft.config();
    }

    @Test
    void picksTheEngineByTheUrl() {
        assertThat(AroDatabaseConfig.of("jdbc:sqlite:data/aro.db"))
                .isEqualTo(SqliteConfig.file(Path.of("data/aro.db")));
        assertThat(AroDatabaseConfig.of("jdbc:sqlite:aro.db", "", "")).isEqualTo(SqliteConfig.file(FILE));
        assertThat(AroDatabaseConfig.of("jdbc:sqlite::memory:")).isEqualTo(SqliteConfig.inMemory());
        assertThat(AroDatabaseConfig.of(URL, "aro", "secret")).isEqualTo(PostgresConfig.of(URL, "aro", "secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "aro.db",
                "jdbc:mysql://db/aro?password=hunter2",
                "jdbc:h2:mem:aro",
                "JDBC:SQLITE:aro.db",
                URL
            })
    void refusesUrlThatItCannotOpenAndSaysWhichItCan(String url) {
        assertThatThrownBy(() -> AroDatabaseConfig.of(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("aro-db cannot open this JDBC URL; use jdbc:sqlite:<path>, or"
                        + " jdbc:postgresql://<host>/<database> with a user and a password.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "aro.db?cache=shared", ":memory:", ":resource:aro.db", "aro.db ", " aro.db"})
    void refusesPathThatTheDriverWouldReadInAnotherWay(String path) {
        String message = "The path of a SQLite file must not be empty, begin with a colon, contain a question mark,"
                + " or begin or end with white space; choose another path, or use SqliteConfig.inMemory().";

        refuses(() -> SqliteConfig.file(Path.of(path)), message);
        refuses(() -> AroDatabaseConfig.of("jdbc:sqlite:" + path + (path.equals(":memory:") ? "?" : "")), message);
    }

    @Test
    void refusesUrlWithoutPathInIt() {
        refuses(
                () -> AroDatabaseConfig.of("jdbc:sqlite:a\0b.db"),
                "The path in the SQLite URL is not a valid path; correct it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:aro.db", "postgresql://db/aro", "jdbc:mysql://db/aro?password=hunter2", ""})
    void refusesUrlThatIsNotOfPostgres(String url) {
        assertThatThrownBy(() -> PostgresConfig.of(url, "aro", "secret"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The JDBC URL is not a PostgreSQL URL; use jdbc:postgresql://<host>/<database>.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/aro?user=aro&password=hunter2",
                "jdbc:postgresql://db/aro?PassWord=hunter2",
                "jdbc:postgresql://db/aro?sslpassword=hunter2",
                "jdbc:postgresql://aro:hunter2@db/aro"
            })
    void refusesPasswordInTheUrlWhereItWouldBeLogged(String url) {
        assertThatThrownBy(() -> PostgresConfig.of(url, "aro", "secret"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The JDBC URL contains a password; pass the password separately, to keep it out of logs.");
        assertThatThrownBy(() -> PostgresConfig.of(URL, "aro", "secret").withReplica(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The JDBC URL contains a password; pass the password separately, to keep it out of logs.");
    }

    @Test
    void showsEverythingButThePassword() {
        assertThat(PostgresConfig.of(URL, "aro", "hunter2").withReplica(URL + "_replica"))
                .asString()
                .contains("jdbc:postgresql://db.example.org/aro", "aro", "***")
                .doesNotContain("hunter2");
        assertThat(SqliteConfig.file(FILE)).asString().contains("aro.db");
    }

    @Test
    void refusesNumbersOutOfRange() {
        PostgresConfig postgres = PostgresConfig.of(URL, "aro", "secret");
        SqliteConfig sqlite = SqliteConfig.file(FILE);

        refuses(() -> postgres.withPoolSize(0), "The pool size must be from 1 to 1000.");
        refuses(() -> postgres.withPoolSize(1001), "The pool size must be from 1 to 1000.");
        refuses(() -> postgres.withMinimumIdle(-1), "The minimum of idle connections must be from 0 to the pool size.");
        refuses(() -> postgres.withMinimumIdle(11), "The minimum of idle connections must be from 0 to the pool size.");
        refuses(
                () -> postgres.withConnectionTimeout(Duration.ofMillis(249)),
                "The time limit of the connection must be from 250 to 86400000 milliseconds.");
        refuses(() -> sqlite.withReaders(0), "The number of readers must be from 1 to 64.");
        refuses(() -> sqlite.withReaders(65), "The number of readers must be from 1 to 64.");
        refuses(
                () -> sqlite.withBusyTimeout(Duration.ofNanos(-1)),
                "The time limit of the lock must be from 0 to 86400000 milliseconds.");
        refuses(
                () -> sqlite.withBusyTimeout(Duration.ofDays(1).plusNanos(1)),
                "The time limit of the lock must be from 0 to 86400000 milliseconds.");
        refuses(
                () -> postgres.withTimeLimits(LIMITS.withLock(Duration.ZERO)),
                "The time limit of the lock must be at least 1 millisecond on PostgreSQL, where zero means no limit.");
    }

    @Test
    void changesOneTimeLimitAtATime() {
        Duration minute = Duration.ofMinutes(1);

        assertThat(LIMITS.withRequest(minute).request()).isEqualTo(minute);
        assertThat(LIMITS.withConnection(minute).connection()).isEqualTo(minute);
        assertThat(LIMITS.withSocket(minute).socket()).isEqualTo(minute);
        assertThat(LIMITS.withMaintenance(minute).maintenance()).isEqualTo(minute);
        assertThat(LIMITS.withMaintenance(Duration.ofDays(1))
                        .withStatement(Duration.ofDays(1))
                        .socket())
                .isEqualTo(Duration.ofDays(1).plusSeconds(10));
        assertThat(LIMITS.withStatement(Duration.ofHours(1)))
                .isEqualTo(new TimeLimits(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofHours(1),
                        Duration.ofHours(1).plusSeconds(10),
                        Duration.ofHours(1)));
        assertThat(SqliteConfig.file(FILE).withBusyTimeout(Duration.ZERO).timeLimits())
                .isEqualTo(LIMITS.withLock(Duration.ZERO).withConnection(Duration.ofMillis(250)));
    }

    @Test
    void refusesATimeLimitThatAnotherHides() {
        refuses(
                () -> LIMITS.withSocket(LIMITS.statement()),
                "The time limit of the socket must be longer than that of a statement; raise the socket limit.");
        refuses(
                () -> LIMITS.withMaintenance(Duration.ofSeconds(29)),
                "The time limit of maintenance must not be shorter than that of a statement; raise the maintenance limit.");
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ConfigurationException.class).hasMessage(message);
    }
}
