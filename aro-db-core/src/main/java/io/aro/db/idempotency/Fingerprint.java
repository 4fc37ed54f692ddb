package io.aro.db.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aro.db.internal.Json;
import io.aro.db.internal.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the SHA-256 by which a request is known again: of canonical JSON, so that key order and white space do not count. */
final class Fingerprint {

    private Fingerprint() {}

    static String of(Object request) {
        return switch (request) {
            case byte[] bytes -> textOf(bytes).map(text -> of(text, bytes)).orElseGet(() -> digest(bytes));
            case String text -> of(text, text.getBytes(UTF_8));
            default -> of(Json.print(request), new byte[0]);
        };
    }

    /** Returns the digest of several texts, which no other texts share, however they are split. */
    static String ofParts(List<String> parts) {
        return digest(parts.stream()
                .map(part -> part.length() + ":" + part)
                .collect(Collectors.joining())
                .getBytes(UTF_8));
    }

    /** Bytes that are no text would all be read as the same replacement character. */
    private static Optional<String> textOf(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** What is not JSON counts byte by byte. */
    private static String of(String text, byte[] bytes) {
        return Json.canonical(text).map(json -> digest(json.getBytes(UTF_8))).orElseGet(() -> digest(bytes));
    }

    private static String digest(byte[] bytes) {
        MessageDigest digest = Sha256.create();
        digest.update(bytes);
        return Sha256.hex(digest);
    }
}
