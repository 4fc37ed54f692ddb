package io.aro.db.idempotency.internal.protocol;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Outcome;
import io.aro.db.internal.session.InternalSession;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The reads of {@code idempotency_keys} from the primary, under the plain and the erased name of a key. */
record KeyQueries(InternalSession session, KeyStatements statements) {

    static KeyQueries of(InternalSession session) {
        return new KeyQueries(session, new KeyStatements(session.time()));
    }

    /** Reads the key. */
    Optional<KeySnapshot> find(IdempotencyKey key) {
        return session.readPrimary(dsl -> rowOf(key, dsl));
    }

    /**
     * Answers a further delivery from the stored key; empty if the key is free for a claim.
     *
     * <p>A replay takes one lookup. A completed key has no erased row beside it, so the lookup needs the plain name
     * only.
     */
    <T extends @Nullable Object> Optional<Outcome<T>> answer(KeyRequest<T> request) {
        Optional<Outcome<T>> replay = session.readPrimary(
                        statements.response(request.key()).optional(StoredResponse::of))
                .flatMap(stored -> stored.replay(request));
        return replay.isPresent()
                ? replay
                : find(request.key()).flatMap(key -> key.answer(request.fingerprint(), request.type()));
    }

    /** Prefers the row renamed by an erasure. A concurrent claim may not have seen this older row yet. */
    private Optional<KeySnapshot> rowOf(IdempotencyKey key, DSLContext dsl) {
        List<KeySnapshot> rows = statements
                .query(key, KeyStore.erased(dsl, key))
                .list(KeySnapshot::of)
                .apply(dsl);
        return rows.stream()
                .filter(row -> rows.size() == 1 || !row.key().equals(key))
                .findFirst();
    }
}
