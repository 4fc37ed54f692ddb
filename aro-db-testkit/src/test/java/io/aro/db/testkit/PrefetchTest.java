package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PrefetchTest {

    private final AtomicInteger made = new AtomicInteger();

    @Test
    void givesEachThingOnce() {
        Prefetch<Integer> prefetch = new Prefetch<>(made::incrementAndGet);

        assertThat(List.of(prefetch.take(), prefetch.take(), prefetch.take())).containsExactly(1, 2, 3);
        prefetch.close(unused -> {});
    }

    @Test
    void makesTheNextThingWithoutBeingAsked() throws InterruptedException {
        CountDownLatch two = new CountDownLatch(2);
        Prefetch<Integer> prefetch = new Prefetch<>(() -> {
            two.countDown();
            return made.incrementAndGet();
        });

        prefetch.take();

        two.await();
        prefetch.close(unused -> {});
        assertThat(made).hasValue(2);
    }

    @Test
    void throwsAFailureWhereTheThingIsTakenAndGoesOn() {
        Prefetch<Integer> prefetch = new Prefetch<>(() -> {
            if (made.incrementAndGet() == 2) {
                throw new IllegalStateException("the second");
            }
            return made.get();
        });

        assertThat(prefetch.take()).isEqualTo(1);
        assertThatIllegalStateException().isThrownBy(prefetch::take).withMessage("the second");
        assertThat(prefetch.take()).isEqualTo(3);
        prefetch.close(unused -> {});
    }

    @Test
    void handsWhatNobodyTookToTheDisposerAfterEverythingElse() {
        List<String> events = new CopyOnWriteArrayList<>();
        Prefetch<Integer> prefetch = new Prefetch<>(made::incrementAndGet);
        prefetch.take();
        prefetch.run(() -> events.add("task"));

        prefetch.close(unused -> events.add("unused " + unused));

        assertThat(events).containsExactly("task", "unused 2");
    }
}
