package io.aro.db.idempotency.internal.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.idempotency.RequestIdentity;
import io.aro.db.internal.value.Sha256;
import io.aro.db.refusal.InvalidValueException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The text by which a request is known again: the number of the rule that made it, a colon, and a SHA-256.
 *
 * <p>A library that changes the rule gives it another number and keeps the old one, by which it knows a request that was
 * stored before the upgrade. A stored fingerprint whose rule this library does not have cannot be compared. Then the key
 * alone decides: a sender seldom uses one id for two requests, and to refuse an honest redelivery is the greater harm.
 *
 * @param texts the fingerprint by each rule and identity that is known, those by the current rule and identity first
 */
public record Fingerprint(List<String> texts) {

    /** The rules that this library has, the current one first. */
    private static final List<Rule> RULES = List.of(new Rule(2, RequestDigest::of));

    /**
     * A rule that makes a digest of the identity of a request.
     *
     * @param version its number, which is never used again
     * @param digest makes the digest
     */
    public record Rule(int version, BiFunction<Object, RequestIdentity, byte[]> digest) {

        String text(Object request, RequestIdentity identity) {
            return prefix(version) + HexFormat.of().formatHex(digest.apply(request, identity));
        }
    }

    public static Fingerprint of(Object request, RequestIdentity identity) {
        return of(RULES, request, identity);
    }

    /** Returns the fingerprint of a request, which is also known by the identities that its source had before. */
    public static Fingerprint of(Object request, IdempotencyPolicy policy) {
        List<String> texts = new ArrayList<>(of(request, policy.identity()).texts());
        for (RequestIdentity former : policy.formerIdentities()) {
            try {
                texts.addAll(of(request, former).texts());
            } catch (RuntimeException e) {
                // It failed then, too, so nothing is stored under it. A caller's own choice may throw anything.
            }
        }
        return new Fingerprint(List.copyOf(texts));
    }

    public static Fingerprint of(List<Rule> rules, Object request, RequestIdentity identity) {
        return new Fingerprint(
                rules.stream().map(rule -> rule.text(request, identity)).toList());
    }

    private static String prefix(int version) {
        return version + ":";
    }

    /** Returns the fingerprint as it is stored. */
    public String text() {
        return texts.getFirst();
    }

    /** Returns the beginnings of the fingerprints that can be compared. */
    public List<String> prefixes() {
        return texts.stream()
                .map(text -> text.substring(0, text.indexOf(':') + 1))
                .distinct()
                .toList();
    }

    /** Tells whether a stored fingerprint may be of this request: it is equal, or of a rule that is not known. */
    public boolean matches(String stored) {
        return texts.contains(stored) || prefixes().stream().noneMatch(stored::startsWith);
    }

    /** Returns the digest of several texts, which no other texts share, however they are split. */
    public static String ofParts(List<String> parts) {
        MessageDigest digest = Sha256.create();
        digest.update(parts.stream()
                .map(part -> part.length() + ":" + part)
                .collect(Collectors.joining())
                .getBytes(UTF_8));
        return Sha256.hex(digest);
    }
}
