package io.aro.db.idempotency;

import io.aro.db.internal.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes the SHA-256 by which a request is known again: of canonical JSON, so that key order and white space do not count. */
final class Fingerprint {

    private Fingerprint() {}

    static String of(Object request) {
        return switch (request) {
            case byte[] bytes -> of(new String(bytes, StandardCharsets.UTF_8));
            case String text -> digest(Json.canonical(text));
            default -> digest(Json.canonical(Json.write(request)));
        };
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
