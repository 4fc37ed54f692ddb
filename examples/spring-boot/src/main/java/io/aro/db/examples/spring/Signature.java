package io.aro.db.examples.spring;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A check of Calendly's signatures, {@code t=…,v1=…}: an HMAC of the time, a dot and the raw body.
 *
 * <p>Several {@code v1} are signatures by an old and a new secret. A signature older or newer than five minutes is
 * refused, so a recorded delivery cannot be sent again later.
 */
final class Signature {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String ALGORITHM = "HmacSHA256";

    /** Thrown when a delivery is not signed by the secret. */
    static final class ForgedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ForgedException() {
            super("The signature of the delivery is missing, stale or forged.");
        }
    }

    private final SecretKeySpec secret;
    private final InstantSource clock;

    Signature(String secret, InstantSource clock) {
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.clock = clock;
    }

    /**
     * Checks the signature of a body.
     *
     * @param headers the values of all headers of the signature; null without one
     * @throws ForgedException if the body is not signed by the secret, or the signature is stale
     */
    void require(@Nullable List<String> headers, byte[] body) {
        if (headers == null || headers.size() != 1) {
            throw new ForgedException();
        }
        List<String> parts = Arrays.asList(headers.getFirst().split(",", -1));
        String time = parts.stream()
                .filter(part -> part.startsWith("t="))
                .map(part -> part.substring(2))
                .findFirst()
                .orElseThrow(ForgedException::new);
        String expected = "v1=" + HexFormat.of().formatHex(hmac(time, body));
        if (!isRecent(time) || parts.stream().noneMatch(part -> isEqual(part, expected))) {
            throw new ForgedException();
        }
    }

    private boolean isRecent(String time) {
        try {
            Instant signed = Instant.ofEpochSecond(Long.parseLong(time));
            return Duration.between(signed, clock.instant()).abs().compareTo(TOLERANCE) <= 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Compares in constant time, so the answer's time tells nothing of the signature. */
    private static boolean isEqual(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] hmac(String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM + ".", e);
        }
    }
}
