package io.aro.db.idempotency.internal.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aro.db.idempotency.RequestIdentity;
import io.aro.db.idempotency.RequestIdentity.Except;
import io.aro.db.idempotency.RequestIdentity.Only;
import io.aro.db.idempotency.RequestIdentity.OwnBytes;
import io.aro.db.idempotency.RequestIdentity.WholeBody;
import io.aro.db.internal.json.JsonDigest;
import io.aro.db.internal.json.JsonSelection;
import io.aro.db.internal.json.ObjectDigest;
import io.aro.db.internal.value.Sha256;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of the identity of a request.
 *
 * <p>It begins with a tag of its kind: JSON, chosen parts of JSON, bytes that are no JSON, and bytes of the caller's own
 * are never alike.
 */
public final class RequestDigest {

    private static final String REQUEST = "the request";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private RequestDigest() {}

    public static byte[] of(Object request, RequestIdentity identity) {
        return switch (identity) {
            case WholeBody whole -> ofBody(request, null);
            case Except(var pointers) -> ofBody(request, JsonSelection.except(pointers));
            case Only(var pointers) -> ofChosen(request, JsonSelection.only(pointers));
            case OwnBytes(var choice) ->
                digest('c', Values.required("the identity of the request", choice.apply(request)));
        };
    }

    private static byte[] ofBody(Object request, @Nullable JsonSelection parts) {
        return switch (request) {
            case byte[] bytes -> ofJson(bytes, parts).orElseGet(() -> digest('b', bytes));
            case CharSequence chars -> {
                String text = chars.toString();
                yield ofJson(text, parts).orElseGet(() -> digest('b', utf8(text)));
            }
            default -> ObjectDigest.print(request, parts, REQUEST);
        };
    }

    private static byte[] ofChosen(Object request, JsonSelection parts) {
        return switch (request) {
            case byte[] bytes -> ofJson(bytes, parts).orElseThrow(RequestDigest::noJson);
            case CharSequence text -> ofJson(text.toString(), parts).orElseThrow(RequestDigest::noJson);
            default -> ObjectDigest.print(request, parts, REQUEST);
        };
    }

    private static InvalidValueException noJson() {
        return new InvalidValueException(REQUEST, "must be JSON, since JSON pointers select its identity");
    }

    /** A byte order mark is no part of the JSON after it (RFC 8259, section 8.1). */
    private static Optional<byte[]> ofJson(String text, JsonSelection parts) {
        return JsonDigest.of(text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text, parts, REQUEST);
    }

    /** Bytes that are no text would all be read as the same replacement character. */
    private static Optional<byte[]> ofJson(byte[] bytes, @Nullable JsonSelection parts) {
        CharBuffer text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        if (text.hasRemaining() && text.charAt(0) == BYTE_ORDER_MARK) {
            text.get();
        }
        return JsonDigest.of(text, parts, REQUEST);
    }

    /** A lone surrogate would be written as a question mark. */
    private static byte[] utf8(String text) {
        try {
            ByteBuffer bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException e) {
            throw new InvalidValueException(REQUEST, "must be Unicode text");
        }
    }

    private static byte[] digest(char tag, byte[] bytes) {
        MessageDigest digest = Sha256.create();
        digest.update((byte) tag);
        return digest.digest(bytes);
    }
}
