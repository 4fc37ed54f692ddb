package io.aro.db.retention;

import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Concurrent archivals, restorations and verifications on several threads, without failures. */
@BothEngines
@Timeout(180)
class VerificationBesideRunsTest {

    private static final RetentionPolicy POLICY = RetentionPolicy.defaults().withMonthsAhead(1);
    private static final int ROUNDS = 4;

    private final AroDatabase db;

    @TempDir
    private Path folder = Path.of("");

    VerificationBesideRunsTest(AroDatabase db, TestClock clock) {
        this.db = db;
        clock.set(Instant.parse("2026-11-15T12:00:00Z"));
    }

    /** Returns a service with a newly opened archive, as in different parts of an application. */
    private RetentionService retention() {
        return db.retention(FileArchive.in(folder));
    }

    @Test
    void everyVerificationFindsTheArchiveSound() throws Exception {
        db.useTransaction(tx -> {
            for (int i = 0; i < 1_500; i++) {
                anEvent()
                        .at(Instant.parse("2023-06-01T00:00:00Z").plusSeconds(i))
                        .insert(tx);
            }
        });
        List<String> before = Everything.in(db);
        AtomicBoolean done = new AtomicBoolean();
        List<String> problems;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Future<List<String>> verification = threads.submit(() -> verifyUntil(done));
            List<Future<?>> others =
                    List.of(threads.submit(this::run), threads.submit(this::run), threads.submit(this::putBack));
            try {
                for (Future<?> other : others) {
                    other.get();
                }
            } finally {
                done.set(true);
            }
            problems = verification.get();
        }

        assertThat(problems).isEmpty();
        retention().run(POLICY);
        assertThat(Everything.in(db, folder)).isEqualTo(before);
        assertThat(retention().archive().verify().problems()).isEmpty();
    }

    @Test
    void oneOfSeveralPutsASegmentBack() throws Exception {
        anEvent().at(Instant.parse("2023-06-01T00:00:00Z")).insert(db);
        List<String> before = Everything.in(db);
        retention().run(POLICY);
        UUID id = retention().archive().findAll().getFirst().id();
        int restored = 0;

        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> restorations = Stream.generate(() -> threads.submit(() -> isPutBack(id)))
                    .limit(4)
                    .toList();
            for (Future<Boolean> restoration : restorations) {
                restored += restoration.get() ? 1 : 0;
            }
        }

        assertThat(restored).isEqualTo(1);
        assertThat(Everything.in(db)).isEqualTo(before);
    }

    private void run() {
        for (int i = 0; i < ROUNDS; i++) {
            retention().run(POLICY);
        }
    }

    private void putBack() {
        for (int i = 0; i < ROUNDS; i++) {
            retention().archive().findAll().stream().map(Segment::id).limit(2).forEach(this::isPutBack);
        }
    }

    /** Returns false after a concurrent restoration. */
    private boolean isPutBack(UUID id) {
        try {
            return retention().archive().restore(id) > 0;
        } catch (NotFoundException e) {
            assertThat(e).hasMessageContaining(id.toString());
            return false;
        }
    }

    private List<String> verifyUntil(AtomicBoolean done) {
        List<String> problems = new ArrayList<>();
        do {
            problems.addAll(retention().archive().verify().problems());
        } while (!done.get());
        return problems;
    }
}
