package io.aro.db.retention;

import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.ArchivedRow;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.archive.SegmentWriter;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.internal.binding.RowJson;
import io.aro.db.retention.internal.SegmentRows;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The memory of a large restoration: one batch of rows. */
@BothEngines
class LargeRestoreTest {

    private static final Instant JUNE = Instant.parse("2023-06-01T00:00:00Z");
    private static final int ROWS = 2_600;
    private static final int BATCH = 500;

    private final AroDatabase db;
    private final TestDatabase database;

    @TempDir
    private Path folder = Path.of("");

    LargeRestoreTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    @Test
    void holdsOneBatchOfRowsWhateverTheSizeOfTheSegment() {
        Segment segment = largeSegment();
        Progress progress = new Progress();

        try (AroDatabase watched = AroDatabase.open(watchedBy(progress))) {
            BesetArchive archive = BesetArchive.of(FileArchive.in(folder)).whenRead(progress::isRead);
            watched.retention(archive).archive().restore(segment.id());
        }

        // All rows are read first, to verify the segment.
        assertThat(progress.read).isEqualTo(2 * ROWS);
        assertThat(progress.waiting).isPositive().isLessThanOrEqualTo(BATCH + 1);
        assertThat(progress.held).isLessThanOrEqualTo(BATCH + 1);
        assertThat(db.session().<Integer>read(dsl -> dsl.fetchCount(EVENTS))).isEqualTo(ROWS + 1);
    }

    private Segment largeSegment() {
        UUID model = anEvent().at(JUNE).insert(db);
        ObjectNode row = db.session()
                .read(dsl -> dsl.selectFrom(EVENTS).where(EVENTS.ID.eq(model)).fetchSingle(RowJson::of));
        try (SegmentWriter writer = FileArchive.in(folder).begin(db.session().newId(), "events")) {
            for (int i = 0; i < ROWS; i++) {
                row.put("id", new UUID(model.getMostSignificantBits(), i).toString());
                writer.write(new ArchivedRow("events", row), JUNE);
            }
            Segment segment = writer.prepare();
            db.session().atomically(tx -> {
                SegmentRows.record(tx, segment);
                return segment;
            });
            writer.commit();
            return segment;
        }
    }

    private AroDatabaseConfig watchedBy(JdbcInterceptor interceptor) {
        return switch (AroDatabaseConfig.of(database.jdbcUrl(), database.user(), database.password())) {
            case SqliteConfig sqlite -> sqlite.withDecorator(interceptor::over);
            case PostgresConfig postgres -> postgres.withDecorator(interceptor::over);
        };
    }

    /** A count of the rows read and neither sent to the database nor dropped; for one thread. */
    private static final class Progress implements JdbcInterceptor {

        private final List<WeakReference<Object>> rows = new ArrayList<>();
        private int read;
        private int unsent;
        private int waiting;
        private long held;

        void isRead(ArchivedRow row) {
            read++;
            if (read > ROWS) {
                unsent++;
                waiting = Math.max(waiting, unsent);
                rows.add(new WeakReference<>(row.row()));
                if (read % 1_000 == 0) {
                    System.gc();
                    held = Math.max(
                            held,
                            rows.stream().filter(each -> each.get() != null).count());
                }
            }
        }

        @Override
        public @Nullable Object intercept(JdbcCall call) throws SQLException {
            if (call.kind() == JdbcCall.Kind.EXECUTE && call.plainSql().startsWith("insert into events")) {
                unsent = 0;
            }
            return call.proceed();
        }
    }
}
