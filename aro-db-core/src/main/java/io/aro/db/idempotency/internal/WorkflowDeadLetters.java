package io.aro.db.idempotency.internal;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.repository.Session;
import io.aro.db.workflow.DeadLetterRepository;
import io.aro.db.workflow.NewDeadLetter;
import java.util.Map;

/** The dead letters of exhausted requests, stored among the dead letters of workflows. */
public final class WorkflowDeadLetters {

    private WorkflowDeadLetters() {}

    /** Creates a dead letter in the session, with the key and the fencing token as its context. */
    public static void create(Session session, IdempotencyKey key, long fence, String error, int attempts) {
        new DeadLetterRepository(session)
                .create(NewDeadLetter.ofSkill(key.source())
                        .withContext(
                                Map.of("scope", key.scope(), "source", key.source(), "key", key.key(), "fence", fence))
                        .withError(Map.of("type", error))
                        .withAttempts(attempts));
    }
}
