package io.aro.db.idempotency.internal.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aro.db.idempotency.RequestIdentity;
import io.aro.db.idempotency.RequestIdentity.Except;
import io.aro.db.idempotency.RequestIdentity.Only;
import io.aro.db.idempotency.RequestIdentity.OwnBytes;
import io.aro.db.idempotency.RequestIdentity.WholeBody;
import io.aro.db.internal.json.JsonDigest;
import io.aro.db.internal.json.JsonDigest.Selection;
import io.aro.db.internal.json.ObjectDigest;
import io.aro.db.internal.value.Sha256;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprint of a request: the number of a rule, a colon, and a SHA-256.
 *
 * <p>A changed rule receives a new number. The old rule remains, to recognise requests stored before the upgrade. A
 * stored fingerprint of an unknown rule cannot be compared, and the key alone decides. Senders rarely use one id for
 * two requests, and refusing a genuine redelivery is the greater harm.
 *
 * @param texts the fingerprints by each known rule and identity, the current rule and identity first
 */
public record Fingerprint(List<String> texts) {

    private static final String REQUEST = "the request";
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char REPLACEMENT = '\uFFFD';

    /** The rules of this library, the current rule first. */
    private static final List<Rule> RULES = List.of(new Rule(2, Fingerprint::digests));

    /**
     * A rule for the digest of a request by its identity.
     *
     * @param version its number, never reused
     * @param digests returns the digest function of an identity
     */
    public record Rule(int version, Function<RequestIdentity, Function<Object, byte[]>> digests) {

        Function<Object, String> text(RequestIdentity identity) {
            Function<Object, byte[]> digest = digests.apply(identity);
            String prefix = version + ":";
            return request -> prefix + HexFormat.of().formatHex(digest.apply(request));
        }
    }

    /** Returns the fingerprint of a request by one identity. */
    public static Fingerprint of(Object request, RequestIdentity identity) {
        return of(RULES, request, identity);
    }

    /** Returns the function from requests to fingerprint texts for an identity. */
    static Function<Object, List<String>> texts(RequestIdentity identity) {
        return texts(RULES, identity);
    }

    private static Function<Object, List<String>> texts(List<Rule> rules, RequestIdentity identity) {
        List<Function<Object, String>> texts =
                rules.stream().map(rule -> rule.text(identity)).toList();
        Function<Object, String> current = texts.getFirst();
        return texts.size() == 1
                ? request -> List.of(current.apply(request))
                : request -> texts.stream().map(text -> text.apply(request)).toList();
    }

    /** Returns the fingerprint of a request by several rules, the current rule first. */
    public static Fingerprint of(List<Rule> rules, Object request, RequestIdentity identity) {
        return new Fingerprint(texts(rules, identity).apply(request));
    }

    /** Returns the fingerprint in its stored form, by the current rule and identity. */
    public String text() {
        return texts.getFirst();
    }

    /** Returns the prefixes of comparable fingerprints: the rule numbers with their colons. */
    public List<String> prefixes() {
        return texts.stream()
                .map(text -> text.substring(0, text.indexOf(':') + 1))
                .distinct()
                .toList();
    }

    /** Returns whether a stored fingerprint matches this request. A fingerprint of an unknown rule matches. */
    public boolean matches(String stored) {
        return texts.contains(stored) || prefixes().stream().noneMatch(stored::startsWith);
    }

    /** Returns the digest of a list of texts. Length prefixes keep different splits of the same text distinct. */
    public static String ofParts(List<String> parts) {
        MessageDigest digest = Sha256.create();
        digest.update(parts.stream()
                .map(part -> part.length() + ":" + part)
                .collect(Collectors.joining())
                .getBytes(UTF_8));
        return Sha256.hex(digest);
    }

    /**
     * Returns the digest function of the current rule.
     *
     * <p>Each hashed input starts with a tag of its kind. JSON, selected parts of JSON, other bytes, and bytes chosen
     * by the application therefore never collide.
     */
    public static Function<Object, byte[]> digests(RequestIdentity identity) {
        return switch (identity) {
            case WholeBody whole -> request -> ofBody(request, null);
            case Except(var pointers) -> {
                Selection parts = Selection.except(pointers);
                yield request -> ofBody(request, parts);
            }
            case Only(var pointers) -> {
                Selection parts = Selection.only(pointers);
                yield request -> ofChosen(request, parts);
            }
            case OwnBytes(var choice) ->
                request -> tagged('c', Values.required("the identity of the request", choice.apply(request)));
        };
    }

    private static byte[] ofBody(Object request, @Nullable Selection parts) {
        return switch (request) {
            case byte[] bytes -> ofJson(bytes, parts).orElseGet(() -> tagged('b', bytes));
            case CharSequence chars -> {
                String text = chars.toString();
                yield ofJson(text, parts).orElseGet(() -> tagged('b', utf8(text)));
            }
            default -> ObjectDigest.print(request, parts, REQUEST);
        };
    }

    private static byte[] ofChosen(Object request, Selection parts) {
        return switch (request) {
            case byte[] bytes -> ofJson(bytes, parts).orElseThrow(Fingerprint::noJson);
            case CharSequence text -> ofJson(text.toString(), parts).orElseThrow(Fingerprint::noJson);
            default -> ObjectDigest.print(request, parts, REQUEST);
        };
    }

    private static InvalidValueException noJson() {
        return new InvalidValueException(REQUEST, "must be JSON, since JSON pointers select its identity");
    }

    /** A byte order mark does not belong to the JSON after it (RFC 8259, section 8.1). */
    private static Optional<byte[]> ofJson(String text, @Nullable Selection parts) {
        return JsonDigest.of(text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text, parts, REQUEST);
    }

    /** Rejects malformed UTF-8, because replacement characters would make different bytes equal. */
    private static Optional<byte[]> ofJson(byte[] bytes, @Nullable Selection parts) {
        String text = new String(bytes, UTF_8);
        boolean malformed = text.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(text.getBytes(UTF_8), bytes);
        return malformed ? Optional.empty() : ofJson(text, parts);
    }

    /** Rejects a lone surrogate, because its encoding would be a question mark. */
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

    private static byte[] tagged(char tag, byte[] bytes) {
        MessageDigest digest = Sha256.create();
        digest.update((byte) tag);
        return digest.digest(bytes);
    }
}
