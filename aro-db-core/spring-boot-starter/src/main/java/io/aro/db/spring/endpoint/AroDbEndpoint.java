package io.aro.db.spring.endpoint;

import io.aro.db.AroDatabase;
import io.aro.db.idempotency.StoredKeyRepository;
import io.aro.db.spring.endpoint.AroDbDescriptor.Keys;
import io.aro.db.spring.endpoint.AroDbDescriptor.Letter;
import io.aro.db.spring.endpoint.AroDbDescriptor.Run;
import io.aro.db.spring.endpoint.AroDbDescriptor.Schema;
import io.aro.db.spring.internal.DatabaseReading;
import io.aro.db.spring.retention.AroRetentionJob;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The endpoint with the schema and the work for operators. It has no operation that writes. */
@Endpoint(id = "arodb", defaultAccess = Access.READ_ONLY)
final class AroDbEndpoint {

    /** The limit of each list: an operator works on single rows, and lists all of them by the command line. */
    static final int LIMIT = 100;

    private final AroDatabase database;
    private final @Nullable AroRetentionJob retention;

    AroDbEndpoint(AroDatabase database, @Nullable AroRetentionJob retention) {
        this.database = database;
        this.retention = retention;
    }

    @ReadOperation
    public AroDbDescriptor state() {
        StoredKeyRepository stored = database.idempotency().keys();
        Keys keys = new Keys(
                MaskedKey.of(stored.findParked(LIMIT)),
                MaskedKey.of(stored.findExhausted(LIMIT)),
                MaskedKey.of(stored.findStuck(LIMIT)));
        List<Letter> letters = database.deadLetters().findUnarchived(LIMIT).stream()
                .map(Letter::of)
                .toList();
        return new AroDbDescriptor(Schema.of(DatabaseReading.of(database, 1)), keys, letters, lastRun(), LIMIT);
    }

    private @Nullable Run lastRun() {
        return retention == null ? null : retention.lastRun().map(Run::of).orElse(null);
    }
}
