package io.aro.db.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.fixture.Effort;
import io.aro.db.idempotency.KeyProtocol.Deadline;
import io.aro.db.idempotency.KeyProtocol.Ending;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.PerProperty;

/** Generated sequences of operations. A run fails without every possible answer to each operation. */
final class KeyOperations implements PerProperty.Lifecycle {

    private static final int LONGEST = 40;
    private static final int OFTEN = Effort.of(1, 10);

    private static final Map<String, Integer> TALLY = new TreeMap<>();

    private static final String REFUSALS = "Replayed ResponseExpired InProgress Mismatch Parked Exhausted";

    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry("Claim", "ACQUIRED EXPIRED TAKEN_OVER " + REFUSALS),
            Map.entry("Lock", "locked taken"),
            Map.entry("Store", "stored KeyStateException"),
            Map.entry("Renew", "held lost"),
            Map.entry("Complete", "held lost"),
            Map.entry("Retry", "held lost"),
            Map.entry("GiveUp", "held lost"),
            Map.entry("Park", "held lost"),
            Map.entry("Step", "held lost twice"),
            Map.entry("DeliverLeased", "Executed failed " + REFUSALS),
            Map.entry("Deliver", "Executed failed " + REFUSALS),
            Map.entry("Release", "released KeyStateException"),
            Map.entry("Reconcile", "COMPLETED RELEASED EXHAUSTED PARKED KeyStateException"),
            Map.entry("Cleanup", "deleted"),
            Map.entry("Jump", "2026"));

    static Arbitrary<List<KeyOperation>> sequences() {
        Arbitrary<Integer> owners = Arbitraries.of(0, 1);
        Arbitrary<Integer> keys = Arbitraries.frequency(Tuple.of(4, 0), Tuple.of(1, 1));
        Arbitrary<Integer> requests = Arbitraries.frequency(Tuple.of(5, 0), Tuple.of(1, 1));
        Arbitrary<Ending> endings = Arbitraries.of(
                Ending.RETURN, Ending.RETRY, Ending.RETRY, Ending.RETRY, Ending.UNKNOWN, Ending.ANSWER, Ending.GIVE_UP);
        Arbitrary<Deadline> deadlines =
                Arbitraries.of(Deadline.LEASE, Deadline.REST, Deadline.REST, Deadline.RESPONSE, Deadline.HORIZON);
        Arbitrary<Boolean> either = Arbitraries.of(false, true);
        return Arbitraries.<KeyOperation>frequencyOf(
                        Tuple.of(8, Combinators.combine(owners, keys, requests).as(KeyOperation.Claim::new)),
                        Tuple.of(2, Combinators.combine(owners, keys).as(KeyOperation.Lock::new)),
                        Tuple.of(1, Combinators.combine(owners, keys).as(KeyOperation.Store::new)),
                        Tuple.of(2, Combinators.combine(owners, keys).as(KeyOperation.Renew::new)),
                        Tuple.of(3, Combinators.combine(owners, keys).as(KeyOperation.Complete::new)),
                        Tuple.of(4, Combinators.combine(owners, keys).as(KeyOperation.Retry::new)),
                        Tuple.of(1, Combinators.combine(owners, keys).as(KeyOperation.GiveUp::new)),
                        Tuple.of(3, Combinators.combine(owners, keys).as(KeyOperation.Park::new)),
                        Tuple.of(
                                6,
                                Combinators.combine(owners, keys, Arbitraries.of("a", "a", "b"))
                                        .as(KeyOperation.Step::new)),
                        Tuple.of(6, Combinators.combine(keys, requests, endings).as(KeyOperation.DeliverLeased::new)),
                        Tuple.of(3, Combinators.combine(keys, requests, either).as(KeyOperation.Deliver::new)),
                        Tuple.of(2, keys.map(KeyOperation.Release::new)),
                        Tuple.of(5, Combinators.combine(keys, endings).as(KeyOperation.Reconcile::new)),
                        Tuple.of(2, Arbitraries.create(KeyOperation.Cleanup::new)),
                        Tuple.of(
                                12, Combinators.combine(keys, deadlines, either).as(KeyOperation.Jump::new)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(LONGEST);
    }

    static void count(KeyOperation operation, String answer) {
        TALLY.merge(operation.getClass().getSimpleName() + " " + answer.split("[ -]", 2)[0], 1, Integer::sum);
        if (operation instanceof KeyOperation.Cleanup && !answer.startsWith("deleted 0")) {
            TALLY.merge("keys deleted", 1, Integer::sum);
        }
        if (operation instanceof KeyOperation.Cleanup && !answer.endsWith(" 0 responses")) {
            TALLY.merge("responses deleted", 1, Integer::sum);
        }
        if (answer.equals("Executed skipped")) {
            TALLY.merge("step skipped", 1, Integer::sum);
        }
    }

    @Override
    public void onSuccess() {
        Set<String> known = new TreeSet<>(List.of("keys deleted", "responses deleted", "step skipped"));
        ANSWERS.forEach((operation, answers) -> {
            for (String answer : answers.split(" ")) {
                known.add(operation + " " + answer);
            }
        });

        assertThat(TALLY.keySet()).as("reached answers").isEqualTo(known);
        assertThat(TALLY.values()).as("how often, of %s", TALLY).allMatch(times -> times >= OFTEN);
    }
}
