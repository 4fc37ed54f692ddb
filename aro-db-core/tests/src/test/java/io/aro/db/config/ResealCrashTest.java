package io.aro.db.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.crypto.Keysets;
import io.aro.db.crypto.TinkCipher;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Effort;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.process.ChildProcess;
import io.aro.db.testkit.process.CrashHarness;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills at the points of a key rotation, with a repetition. The secrets open before, between and after. */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
@Timeout(300)
class ResealCrashTest {

    private static final Actor OWNER = Actor.admin("owner");

    private final TestDatabase database;

    ResealCrashTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void aRotationThatIsKilledIsSimplyDoneAgain(@TempDir Path folder) {
        Path keyset = folder.resolve("keyset.json");
        Keysets.create(keyset);
        TinkCipher former = TinkCipher.ofFile(keyset);
        Keysets.rotate(keyset);
        TinkCipher rotated = TinkCipher.ofFile(keyset);

        CrashHarness program =
                CrashHarness.of(ChildProcess.of(ResealProcess.class)).ordering(keyset.toString());
        List<String> points = program.pointsOn(sealedBy(former));

        for (int point :
                Effort.some(IntStream.rangeClosed(1, points.size()).boxed().toList(), 3)) {
            TestDatabase own = sealedBy(former);
            program.killAtEndOf(own, points.subList(0, point));

            try (AroDatabase db = SealingDatabase.open(own, rotated)) {
                assertThat(db.businessConfig().get().config())
                        .as("killed %s", points.get(point - 1))
                        .isEqualTo(Clinic.full());
                db.businessConfig().reseal(OWNER);
                assertThat(db.businessConfig().reseal(OWNER)).isFalse();
                assertThat(db.businessConfig().get().config()).isEqualTo(Clinic.full());
            }
        }

        assertThat(points).hasSizeGreaterThan(6).anyMatch(point -> point.contains("commit"));
    }

    private TestDatabase sealedBy(TinkCipher cipher) {
        TestDatabase own = database.sibling();
        try (AroDatabase db = SealingDatabase.open(own, cipher)) {
            db.businessConfig().create(Clinic.full(), OWNER);
        }
        return own;
    }
}
