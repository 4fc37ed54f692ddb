package io.aro.db.model;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.model.Operation.Advance;
import io.aro.db.model.Operation.Call;
import io.aro.db.model.Operation.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The answers of a subject to a sequence, one per line, with numbers for ids. */
final class Transcript {

    private final Subject subject;
    private final BiConsumer<Operation, String> listener;
    private final Known known = new Known();
    private final List<String> lines = new ArrayList<>();
    private int depth;
    private boolean broken;

    /** Creates a transcript with a listener for each answer. */
    Transcript(Subject subject, BiConsumer<Operation, String> listener) {
        this.subject = subject;
        this.listener = listener;
    }

    /** Runs a sequence, inspects all rows afterwards, and returns all answers. */
    List<String> of(Sequence sequence) {
        sequence.operations().forEach(this::play);
        inspect(subject.run(new Inspection(), known));
        return lines;
    }

    private void inspect(@Nullable Object everything) {
        if (everything instanceof Map<?, ?> parts) {
            parts.entrySet().forEach(part -> lines.add(known.named(Records.text(part))));
        }
    }

    private void play(Operation operation) {
        switch (operation) {
            case Call call ->
                write(operation, Sequence.shown(call) + " -> ", answer(() -> show(subject.run(call, known))));
            case Advance(int later) -> subject.advance(Duration.ofMinutes(later));
            case Together together -> play(together);
        }
    }

    private void play(Together together) {
        lines.add("together:");
        boolean outer = broken;
        String end = answer(() -> {
            subject.together(() -> {
                depth++;
                broken = false;
                together.parts().forEach(this::play);
                if (together.givesUp()) {
                    throw new GivenUp();
                }
            });
            return "kept";
        });
        broken = outer;
        write(together, "together -> ", end);
    }

    /** Returns the text of an answer at once, to number new ids in order of appearance. */
    private String show(@Nullable Object answer) {
        known.see(answer);
        return Records.text(answer);
    }

    private String answer(Supplier<String> work) {
        int before = depth;
        try {
            return work.get();
        } catch (GivenUp e) {
            return "given up";
        } catch (AroDatabaseException e) {
            return refusal(Refusal.of(e));
        } catch (Refusal e) {
            return refusal(e.text());
        } finally {
            depth = before;
        }
    }

    /**
     * Returns the refusal. After a failure a transaction refuses all calls, with or without checking their values
     * first.
     */
    private String refusal(String text) {
        if (broken) {
            return "refused, since a statement before has failed";
        }
        broken = depth > 0 && Refusal.breaksTransaction(text);
        return text;
    }

    private void write(Operation operation, String prefix, String answer) {
        lines.add(known.named(prefix + answer));
        listener.accept(operation, answer);
    }

    /** Thrown by a caller to undo a transaction. */
    private static final class GivenUp extends RuntimeException {

        private static final long serialVersionUID = 1L;

        GivenUp() {
            super(null, null, false, false);
        }
    }
}
