package io.aro.db.examples.benchmarks.peers.contest;

import io.aro.db.AroDatabase;
import io.aro.db.examples.benchmarks.peers.contender.Contender;
import io.aro.db.examples.benchmarks.peers.contender.Operation;
import io.aro.db.examples.benchmarks.peers.contender.Task;
import io.aro.db.examples.benchmarks.peers.contender.Workload;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A check that all contenders give the same answers and leave the same rows.
 *
 * @param library the library, which reads the rows that a contender left
 * @param workload the inputs
 */
public record Agreement(AroDatabase library, Workload workload) {

    private static final int ID = 36;

    /** Compares each contender with the first, operation by operation. */
    public void check(List<Operation> operations, List<? extends Contender> contenders) throws Exception {
        for (Operation operation : operations) {
            String expected = null;
            for (Contender contender : contenders) {
                Optional<String> answer = answer(operation, contender);
                if (answer.isPresent()) {
                    expected = Objects.requireNonNullElse(expected, answer.get());
                    require(expected, answer.get(), operation, contender);
                }
            }
        }
    }

    private Optional<String> answer(Operation operation, Contender contender) throws Exception {
        workload.restart();
        Optional<Task> task = contender.task(operation, workload);
        if (task.isEmpty()) {
            return Optional.empty();
        }
        return switch (operation) {
            case FIND_BY_ID, FIND_BY_PHONE, UPSERT_EXISTING, UPCOMING, PAGE, STREAM, BATCH, EVENTS ->
                Optional.of(contender.describe(run(task.get())));
            case CONFIRM -> {
                workload.prepare(operation, 1);
                yield Optional.of(history(contender.describe(run(task.get()))));
            }
            case UPSERT_NEW, WEBHOOK, REPLAY, CLAIM -> Optional.empty();
        };
    }

    private static Object run(Task task) throws Exception {
        return Objects.requireNonNull(task.run());
    }

    /** Returns the transitions and events of an appointment, without times and ids. */
    private String history(String appointment) {
        UUID id = UUID.fromString(appointment.substring(0, ID));
        return appointment.substring(ID)
                + library.appointments().transitionsOf(id).stream()
                        .map(transition -> transition.sequence() + " " + transition.to())
                        .toList()
                + library.events().findByEntity("appointment", id, 9).stream()
                        .filter(event -> event.type().endsWith("confirmed"))
                        .map(event -> event.type() + event.data() + event.metadata())
                        .toList();
    }

    private static void require(String expected, String actual, Operation operation, Contender contender) {
        if (!expected.equals(actual)) {
            throw new IllegalStateException("The answer of " + contender.name() + " to " + operation.title()
                    + " differs.\nexpected: " + expected + "\nactual:   " + actual);
        }
    }
}
