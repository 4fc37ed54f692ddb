package io.aro.db.idempotency.internal.protocol;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.internal.session.SqlClock;
import io.aro.db.internal.statement.BoundStatement;
import java.time.Duration;
import org.jooq.JSONB;

/**
 * The statements of an ordinary delivery, with their values: the queries, the first claim and the completion.
 *
 * @param time the clock of all times
 */
record KeyStatements(SqlClock time) {

    private Object now() {
        return time.value(Duration.ZERO);
    }

    /** Returns the query for the valid response of a key under its plain name. */
    BoundStatement response(IdempotencyKey key) {
        return KeyTemplates.of(time).response.with(key.scope(), key.source(), key.key(), now());
    }

    /** Returns the query for the rows of a key, under its plain and its erased name. */
    BoundStatement query(IdempotencyKey key, String erased) {
        return KeyTemplates.of(time).query.with(key.scope(), key.source(), key.key(), erased, now());
    }

    /** Returns the insert of a new key, without a result if the key has a row. */
    BoundStatement firstClaim(ClaimStatement request, String erased) {
        IdempotencyKey key = request.key();
        Fingerprint fingerprint = request.fingerprint();
        Duration response = request.response();
        Duration wait = request.lockWait();
        return KeyTemplates.of(time)
                .firstClaim(response == null, wait != null)
                .with(
                        key.scope(),
                        key.source(),
                        key.key(),
                        erased,
                        fingerprint == null ? null : fingerprint.text(),
                        request.owner(),
                        request.claimId(),
                        KeyStore.lockName(key),
                        wait == null ? null : Long.toString(wait.toMillis()),
                        now(),
                        time.value(request.lease()),
                        time.value(request.retention()),
                        response == null ? null : time.value(response));
    }

    /** Returns the completion of a key in the transaction of its claim. */
    BoundStatement completion(KeySnapshot claim, String erased, String response) {
        IdempotencyKey key = claim.key();
        return KeyTemplates.of(time)
                .completion
                .with(
                        key.scope(),
                        key.source(),
                        key.key(),
                        erased,
                        claim.fence(),
                        claim.claimId(),
                        claim.transaction(),
                        JSONB.jsonb(response),
                        now());
    }
}
