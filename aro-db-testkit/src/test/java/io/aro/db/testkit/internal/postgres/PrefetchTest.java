package io.aro.db.testkit.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.error.UnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

public class PrefetchTest {

    private final AtomicInteger made = new AtomicInteger();

    @Test
    void givesEachThingOnce() {
        Prefetch<Integer> prefetch = new Prefetch<>(made::incrementAndGet);

        List<Integer> given = new ArrayList<>(List.of(prefetch.take(), prefetch.take(), prefetch.take()));
        prefetch.close(given::add);

        assertThat(given).hasSize(made.get()).doesNotHaveDuplicates();
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
        assertThat(made).hasValueGreaterThan(1);
    }

    @Test
    void throwsAFailureWhereTheThingIsTakenAndGoesOn() {
        Prefetch<Integer> prefetch = new Prefetch<>(() -> {
            int number = made.incrementAndGet();
            if (number == 1) {
                throw new IllegalStateException("the first");
            }
            return number;
        });

        List<Object> taken = Stream.generate(() -> outcome(prefetch)).limit(4).toList();

        assertThat(taken).hasSize(4).containsOnlyOnce("the first").doesNotHaveDuplicates();
        prefetch.close(unused -> {});
    }

    @Test
    void makesMoreAheadAfterSomebodyHadToWait() throws InterruptedException {
        CountDownLatch five = new CountDownLatch(5);
        CountDownLatch start = new CountDownLatch(1);
        Prefetch<Integer> prefetch = new Prefetch<>(() -> {
            await(start);
            five.countDown();
            return made.incrementAndGet();
        });

        List<Thread> waiting = List.of(
                Thread.ofPlatform().start(prefetch::take), Thread.ofPlatform().start(prefetch::take));
        while (waiting.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        start.countDown();
        for (Thread thread : waiting) {
            thread.join();
        }

        five.await();
        prefetch.close(unused -> {});
        assertThat(made).hasValue(5);
    }

    @Test
    void handsWhatNobodyTookToTheDisposer() {
        List<String> events = new CopyOnWriteArrayList<>();
        Prefetch<Integer> prefetch = new Prefetch<>(made::incrementAndGet);
        int taken = prefetch.take();
        prefetch.run(() -> events.add("task"));

        prefetch.close(unused -> events.add("unused"));

        assertThat(taken).isPositive();
        assertThat(events).contains("task", "unused").hasSize(made.get());
    }

    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void saysNothingOfATaskThatFailsInTheBackground() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Prefetch<Integer> prefetch = new Prefetch<>(made::incrementAndGet);
        try (PrintStream err = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setErr(err);
            prefetch.run(() -> {
                throw new IllegalStateException("in the background");
            });
            prefetch.close(unused -> {});
        } finally {
            System.setErr(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void givesNothingAndDoesNothingOnceItIsClosed() {
        Prefetch<Integer> prefetch = new Prefetch<>(made::incrementAndGet);
        prefetch.close(unused -> {});

        prefetch.run(() -> made.set(99));

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(prefetch::take)
                .withMessage("The run of these tests has ended; create databases before its end.");
        assertThat(made).hasValue(0);
    }

    private static Object outcome(Prefetch<Integer> prefetch) {
        try {
            return prefetch.take();
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
