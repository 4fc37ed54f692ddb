package io.aro.db.idempotency;

import static io.aro.db.idempotency.KeyState.COMPLETED;
import static io.aro.db.idempotency.KeyState.EXHAUSTED;
import static io.aro.db.idempotency.KeyState.IN_PROGRESS;
import static io.aro.db.idempotency.KeyState.PARKED;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The model of all operations on keys, single-threaded and without a database. */
final class KeyModel implements KeyProtocol {

    private final IdempotencyPolicy policy;
    private final Map<Integer, ModelKey> keys = new TreeMap<>();
    private final Map<String, Integer> tokens = new TreeMap<>();
    private Instant now;
    private int claims;
    private int deadLetters;

    KeyModel(IdempotencyPolicy policy, Instant now) {
        this.policy = policy;
        this.now = now;
    }

    private ModelKey at(int key) {
        return keys.getOrDefault(key, new ModelKey(policy));
    }

    private @Nullable ModelKey take(String owner, int key, @Nullable Integer request, Duration horizon) {
        ModelKey row = at(key);
        if (!row.isFor(request, now)) {
            return null;
        }
        keys.put(key, row);
        row.take(owner, ++claims, request, horizon, now);
        return row;
    }

    @Override
    public String claim(int owner, int key, int request) {
        ModelKey row = take("owner-" + owner, key, request, policy.retention());
        if (row == null) {
            return at(key).answer(request, now);
        }
        tokens.put(owner + "/" + key, row.claim);
        if (row.attempts == 1 && row.error == null) {
            return row.fence == 1 ? "ACQUIRED" : "EXPIRED";
        }
        return row.attempts > 1 && StoredKey.LEASE_LAPSED.equals(row.error) ? "TAKEN_OVER" : "ACQUIRED";
    }

    @Override
    public String lock(int owner, int key) {
        return take("owner-" + owner, key, null, KeySubject.TTL) == null ? "taken" : "locked";
    }

    @Override
    public String store(int owner, int key) {
        ModelKey row = at(key);
        if (row.state != IN_PROGRESS || !row.owner.equals("owner-" + owner)) {
            return "KeyStateException";
        }
        Instant expiry = row.expiry;
        row.complete("stored", now);
        row.expiry = expiry;
        return "stored";
    }

    private boolean isLast(int owner, int key) {
        Integer token = tokens.get(owner + "/" + key);
        return token != null && token == at(key).claim;
    }

    private String ifHeld(int owner, int key, Consumer<ModelKey> change) {
        if (!isLast(owner, key) || at(key).state != IN_PROGRESS) {
            return "lost";
        }
        change.accept(at(key));
        return "held";
    }

    @Override
    public String renew(int owner, int key) {
        return ifHeld(owner, key, row -> row.lease = now.plus(policy.lease()));
    }

    @Override
    public String complete(int owner, int key) {
        return ifHeld(owner, key, row -> row.complete("from " + owner, now));
    }

    @Override
    public String retry(int owner, int key) {
        return ifHeld(owner, key, row -> retry(key, row, "Retry"));
    }

    private void retry(int key, ModelKey row, String error) {
        if (!row.retry(KeySubject.key(key), error, now)) {
            deadLetters++;
        }
    }

    private void giveUp(ModelKey row, @Nullable String error) {
        row.giveUp(error, now);
        deadLetters++;
    }

    @Override
    public String giveUp(int owner, int key) {
        return ifHeld(owner, key, row -> giveUp(row, "GiveUp"));
    }

    @Override
    public String park(int owner, int key) {
        return ifHeld(owner, key, row -> row.park("Park"));
    }

    @Override
    public String step(int owner, int key, String name) {
        boolean isTwice = at(key).steps.contains(name);
        String answer = ifHeld(owner, key, row -> row.steps.add(name));
        return isTwice && answer.equals("held") ? "twice" : answer;
    }

    @Override
    public String deliverLeased(int key, int request, Ending ending) {
        ModelKey row = take("service", key, request, policy.retention());
        if (row == null) {
            return at(key).answer(request, now);
        }
        if (row.attempts > policy.maxAttempts()) {
            giveUp(row, row.error == null ? StoredKey.LEASE_LAPSED : row.error);
            return "Exhausted";
        }
        String step = row.steps.add("a") ? "ran" : "skipped";
        String failure = KeySubject.Failure.class.getName();
        switch (ending) {
            case RETURN -> row.complete(step, now);
            case ANSWER -> row.complete("answer", now);
            case RETRY -> retry(key, row, failure);
            case GIVE_UP -> giveUp(row, failure);
            case UNKNOWN -> row.park(failure);
        }
        return row.state == COMPLETED ? "Executed " + row.response : "failed";
    }

    @Override
    public String deliver(int key, int request, boolean fails) {
        if (!at(key).isFor(request, now)) {
            return at(key).answer(request, now);
        }
        ModelKey row = fails ? null : take("service", key, request, policy.retention());
        if (row == null) {
            return "failed";
        }
        row.complete("done", now);
        return "Executed done";
    }

    @Override
    public String release(int key) {
        ModelKey row = at(key);
        if (row.state != PARKED && row.state != EXHAUSTED) {
            return "KeyStateException";
        }
        row.reopen(now);
        return "released";
    }

    @Override
    public String reconcile(int key, Ending verdict) {
        ModelKey row = at(key);
        if (row.state != PARKED) {
            return "KeyStateException";
        }
        switch (verdict) {
            case RETURN, ANSWER -> row.complete("reconciled", now);
            case RETRY -> row.reopen(now);
            case GIVE_UP -> giveUp(row, row.error);
            case UNKNOWN -> {}
        }
        return row.state.name();
    }

    @Override
    public String cleanup() {
        int before = keys.size();
        keys.values().removeIf(row -> row.isNew(now));
        long responses =
                keys.values().stream().filter(row -> row.forgetResponse(now)).count();
        return String.format(Locale.ROOT, "deleted %s keys, %s responses", before - keys.size(), responses);
    }

    @Override
    public String jump(int key, Deadline deadline, boolean before) {
        ModelKey row = at(key);
        now = KeySubject.target(
                now,
                switch (deadline) {
                    case LEASE -> row.lease;
                    case REST -> row.rest;
                    case RESPONSE -> row.responseUntil;
                    case HORIZON -> row.expiry;
                },
                before);
        return now.toString();
    }

    @Override
    public String facts() {
        StringBuilder facts = new StringBuilder();
        keys.forEach((key, row) -> facts.append(String.format(
                Locale.ROOT,
                KeySubject.FACTS,
                key,
                row.state,
                row.request == null ? null : KeySubject.fingerprint(row.request).text(),
                row.fence,
                row.attempts,
                row.owner,
                row.lease,
                row.rest,
                row.responseUntil,
                row.expiry,
                row.error,
                row.response,
                row.steps)));
        return facts + "dead letters " + deadLetters;
    }
}
