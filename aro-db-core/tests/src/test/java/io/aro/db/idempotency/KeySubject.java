package io.aro.db.idempotency;

import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;

import io.aro.db.error.ConstraintViolationException;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.internal.DatabaseIdempotencyService;
import io.aro.db.idempotency.internal.WorkflowDeadLetters;
import io.aro.db.idempotency.internal.protocol.Claimer;
import io.aro.db.idempotency.internal.protocol.Fingerprint;
import io.aro.db.idempotency.internal.protocol.KeyEvents;
import io.aro.db.idempotency.internal.protocol.KeyRequest;
import io.aro.db.idempotency.internal.protocol.KeySnapshot;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import io.aro.db.idempotency.internal.protocol.KeyTransition;
import io.aro.db.idempotency.internal.protocol.ManualLock;
import io.aro.db.idempotency.internal.protocol.StepStore;
import io.aro.db.internal.json.Json;
import io.aro.db.internal.session.Connections;
import io.aro.db.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All operations on the keys of a database, by the public classes. */
final class KeySubject implements KeyProtocol {

    static final Duration TTL = Duration.ofMinutes(5);
    static final int KEYS = 2;

    static final String FACTS = "key %s: %s request=%s fence=%s attempts=%s owner=%s lease=%s rest=%s response=%s"
            + " expiry=%s error=%s answer=%s steps=%s%n";

    private final Connections connections;
    private final TestClock clock;
    private final IdempotencyPolicy policy;
    private final IdempotencyPolicies policies;
    private final KeyRequest.Rules rules;
    private final IdempotencyService service;
    private final Map<Integer, Claimer> owners = new HashMap<>();
    private final Map<String, KeySnapshot> claims = new HashMap<>();
    private final KeyEvents reporter = KeyEvents.of(null).with(event -> last = event);
    private @Nullable KeyEvent last;

    KeySubject(Connections connections, TestClock clock, IdempotencyPolicy policy) {
        this.connections = connections;
        this.clock = clock;
        this.policy = policy;
        this.rules = new KeyRequest.Rules(policy);
        this.policies = IdempotencyPolicies.defaults().withFallback(policy);
        this.service = DatabaseIdempotencyService.of(connections).withPolicies(policies);
    }

    /** Deletes all keys and resets the clock. */
    KeySubject emptied(Instant start) {
        clock.set(start);
        claims.clear();
        connections
                .session()
                .write(dsl -> dsl.batch(dsl.deleteFrom(IDEMPOTENCY_KEYS), dsl.deleteFrom(DEAD_LETTERS))
                        .execute());
        return this;
    }

    static IdempotencyKey key(int key) {
        return IdempotencyKey.of("model", "key-" + key);
    }

    static Fingerprint fingerprint(int request) {
        return Fingerprint.of(body(request), RequestIdentity.wholeBody());
    }

    static String body(int request) {
        return "{\"n\": " + request + "}";
    }

    static Instant target(Instant now, @Nullable Instant deadline, boolean before) {
        Instant target = deadline == null ? now : before ? deadline.minusNanos(1000) : deadline;
        return target.isAfter(now) ? target : now.plusSeconds(1);
    }

    static final class Failure extends Exception {

        private static final long serialVersionUID = 1L;
    }

    private Claimer owner(int owner) {
        return owners.computeIfAbsent(
                owner, number -> new Claimer(connections, "owner-" + number, WorkflowDeadLetters::create));
    }

    @Override
    public String claim(int owner, int key, int number) {
        UUID claimId = connections.session().newId();
        KeyRequest<String> request = new KeyRequest<>(key(key), fingerprint(number), String.class, rules);
        return connections.<String, RuntimeException>inTransaction(session -> {
            Optional<KeySnapshot> claim = owner(owner).claim(session, request, claimId, policy.lease());
            if (claim.filter(row -> row.isOf(claimId)).isEmpty()) {
                session.rollBack();
                return text(Claimer.answer(claim, request));
            }
            claims.put(owner + "/" + key, claim.orElseThrow());
            reporter.claimed(claim.orElseThrow());
            return last == null ? "silent" : last.kind().name();
        });
    }

    private static String text(Outcome<String> outcome) {
        return switch (outcome) {
            case Executed<String>(String response) -> "Executed " + response;
            case Replayed<String>(String response) -> "Replayed " + response;
            case InProgress<String> busy -> "InProgress " + busy.retryAfter();
            case Outcome<String> other -> other.getClass().getSimpleName();
        };
    }

    @Override
    public String lock(int owner, int key) {
        return new ManualLock(owner(owner), policies).checkAndLock(key(key), TTL) ? "locked" : "taken";
    }

    @Override
    public String store(int owner, int key) {
        try {
            new ManualLock(owner(owner), policies).storeResponse(key(key), "stored");
            return "stored";
        } catch (KeyStateException e) {
            return "KeyStateException";
        }
    }

    private String ifHeld(int owner, int key, Predicate<KeySnapshot> change) {
        KeySnapshot claim = claims.get(owner + "/" + key);
        return claim != null && change.test(claim) ? "held" : "lost";
    }

    @Override
    public String renew(int owner, int key) {
        return ifHeld(owner, key, claim -> new KeyStore(connections.reserved()).renew(claim, policy.lease()));
    }

    @Override
    public String complete(int owner, int key) {
        return ifHeld(
                owner,
                key,
                claim -> new KeyTransition(owner(0), reporter, claim, policy).complete("\"from " + owner + "\""));
    }

    @Override
    public String retry(int owner, int key) {
        return ifHeld(owner, key, claim -> new KeyTransition(owner(0), reporter, claim, policy).retry("Retry"));
    }

    @Override
    public String giveUp(int owner, int key) {
        return ifHeld(owner, key, claim -> new KeyTransition(owner(0), reporter, claim, policy).giveUp("GiveUp"));
    }

    @Override
    public String park(int owner, int key) {
        return ifHeld(owner, key, claim -> new KeyTransition(owner(0), reporter, claim, policy).park("Park"));
    }

    @Override
    public String step(int owner, int key, String name) {
        try {
            return ifHeld(owner, key, claim -> new StepStore(connections.session()).record(claim, name, "\"ran\""));
        } catch (ConstraintViolationException e) {
            return "twice";
        }
    }

    @Override
    public String deliverLeased(int key, int request, Ending ending) {
        LeasedHandler<String, Failure> handler = lease -> {
            boolean[] ran = {false};
            lease.<String, RuntimeException>step("a", String.class, () -> {
                ran[0] = true;
                return "ran";
            });
            if (ending != Ending.RETURN) {
                throw new Failure();
            }
            return ran[0] ? "ran" : "skipped";
        };
        try {
            return text(service.executeLeased(
                    key(key), body(request), String.class, handler, failure -> verdict(ending, "answer")));
        } catch (Failure e) {
            return "failed";
        }
    }

    private static FailureAction<String> verdict(Ending ending, String answer) {
        return switch (ending) {
            case RETURN, ANSWER -> FailureAction.answer(answer);
            case RETRY -> FailureAction.retry();
            case GIVE_UP -> FailureAction.giveUp();
            case UNKNOWN -> FailureAction.park();
        };
    }

    @Override
    public String deliver(int key, int request, boolean fails) {
        try {
            return text(service.<String, Failure>execute(key(key), body(request), String.class, tx -> {
                if (fails) {
                    throw new Failure();
                }
                return "done";
            }));
        } catch (Failure e) {
            return "failed";
        }
    }

    @Override
    public String release(int key) {
        try {
            service.keys().release(key(key));
            return "released";
        } catch (KeyStateException e) {
            return "KeyStateException";
        }
    }

    @Override
    public String reconcile(int key, Ending verdict) {
        try {
            return service.<String, RuntimeException>reconcile(key(key), parked -> verdict(verdict, "reconciled"))
                    .state()
                    .name();
        } catch (KeyStateException e) {
            return "KeyStateException";
        }
    }

    @Override
    public String cleanup() {
        CleanupReport report = service.cleanup();
        return "deleted " + report.keysDeleted() + " keys, " + report.responsesDeleted() + " responses";
    }

    @Override
    public String jump(int key, Deadline deadline, boolean before) {
        Function<StoredKey, @Nullable Instant> ahead = switch (deadline) {
            case LEASE -> StoredKey::leaseUntil;
            case REST -> StoredKey::notBefore;
            case RESPONSE -> StoredKey::responseUntil;
            case HORIZON -> StoredKey::expiresAt;
        };
        clock.set(
                target(clock.instant(), service.keys().find(key(key)).map(ahead).orElse(null), before));
        return clock.instant().toString();
    }

    @Override
    public String facts() {
        StringBuilder facts = new StringBuilder();
        for (int key = 0; key < KEYS; key++) {
            int number = key;
            new KeyStore(connections.session()).find(key(key)).ifPresent(claim -> facts.append(facts(number, claim)));
        }
        return facts + "dead letters " + connections.session().read(dsl -> dsl.fetchCount(DEAD_LETTERS));
    }

    private String facts(int key, KeySnapshot claim) {
        StoredKey stored = claim.stored();
        return String.format(
                Locale.ROOT,
                FACTS,
                key,
                stored.state(),
                stored.fingerprint(),
                stored.fence(),
                stored.attempts(),
                String.valueOf(stored.owner()).startsWith("owner-") ? stored.owner() : "service",
                stored.leaseUntil(),
                stored.notBefore(),
                stored.responseUntil(),
                stored.expiresAt(),
                stored.lastError(),
                claim.response() == null ? null : Json.read(claim.response(), String.class),
                new TreeSet<>(
                        new StepStore(connections.session()).findAll(key(key)).keySet()));
    }
}
