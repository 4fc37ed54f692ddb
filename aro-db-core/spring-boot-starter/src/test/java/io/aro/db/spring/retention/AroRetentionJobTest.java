package io.aro.db.spring.retention;

import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.StepKind;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationEventPublisher;

/** A run of the job and its result. */
@BothEngines
class AroRetentionJobTest {

    private final TestDatabase database;

    @TempDir
    Path folder;

    private final List<Object> published = new ArrayList<>();

    AroRetentionJobTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void archivesDueRowsAndPublishesTheReport() {
        AroDatabase db = database.open();
        anEvent().insert(db.session());
        database.clock().advance(Duration.ofDays(3 * 366));
        AroRetentionJob job = job(db);

        job.run();

        assertThat(published).singleElement().isInstanceOfSatisfying(RetentionRun.Completed.class, run -> {
            assertThat(run.startedAt()).isEqualTo(database.clock().instant());
            assertThat(run.report().count(StepKind.EVENTS) + run.report().count(StepKind.MONTHS))
                    .isPositive();
        });
        assertThat(job.lastRun()).contains((RetentionRun) published.getFirst());
        assertThat(FileArchive.in(folder).segments()).isNotEmpty();
    }

    @Test
    void publishesAFailureAndThrowsIt() {
        AroDatabase db = database.open();
        AroRetentionJob job = job(db);
        db.close();

        assertThatThrownBy(job::run).isInstanceOf(AroDatabaseException.class);

        assertThat(published).singleElement().isInstanceOf(RetentionRun.Failed.class);
        assertThat(job.lastRun()).contains((RetentionRun) published.getFirst());
    }

    @Test
    void keepsTheReportIfAListenerFails() {
        AroDatabase db = database.open();
        ApplicationEventPublisher failing = event -> {
            throw new IllegalStateException("of a listener");
        };
        AroRetentionJob job = job(db, failing);

        assertThatThrownBy(job::run).hasMessage("of a listener");

        assertThat(job.lastRun()).containsInstanceOf(RetentionRun.Completed.class);
    }

    @Test
    void hasNoResultBeforeTheFirstRun() {
        assertThat(job(database.open()).lastRun()).isEmpty();
    }

    private AroRetentionJob job(AroDatabase db) {
        return job(db, published::add);
    }

    private AroRetentionJob job(AroDatabase db, ApplicationEventPublisher events) {
        return new AroRetentionJob(
                db.retention(FileArchive.in(folder)), RetentionPolicy.defaults(), database.clock(), events);
    }
}
