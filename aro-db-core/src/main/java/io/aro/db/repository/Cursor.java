package io.aro.db.repository;

import io.aro.db.internal.json.Json;
import io.aro.db.internal.value.Sha256;
import io.aro.db.refusal.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An opaque, URL-safe token for a position in a sort order.
 *
 * <p>A token is a checksum followed by the sort values as JSON, in Base64. The checksum covers the query, the sort
 * order and the values.
 *
 * <p>The checksum detects mistakes, not forgery. Parsing therefore validates each value against its column. A forged
 * token can only lead to another position in the same list.
 *
 * @param list the table and the conditions in SQL, without bind values
 */
record Cursor(String list, List<SortTerm> terms) {

    private static final int CHECKSUM_LENGTH = 8;

    /** Returns the token of a position. */
    String write(List<@Nullable Object> position) {
        List<@Nullable String> texts = new ArrayList<>();
        position.forEach(value -> texts.add(value == null ? null : value.toString()));
        byte[] values = Json.print(texts).getBytes(StandardCharsets.UTF_8);
        byte[] token = Arrays.copyOf(checksum(values), CHECKSUM_LENGTH + values.length);
        System.arraycopy(values, 0, token, CHECKSUM_LENGTH, values.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /**
     * Returns the position of a token.
     *
     * @throws InvalidValueException if the token belongs to another query or sort order, or is malformed
     */
    List<@Nullable Object> read(String token) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            byte[] values = Arrays.copyOfRange(bytes, Math.min(CHECKSUM_LENGTH, bytes.length), bytes.length);
            boolean matches = Arrays.equals(checksum(values), Arrays.copyOf(bytes, CHECKSUM_LENGTH));
            if (matches) {
                return parse(Json.read(new String(values, StandardCharsets.UTF_8), String[].class));
            }
        } catch (RuntimeException e) {
            // Any parse failure means a malformed cursor. The exception below tells the caller.
        }
        throw new InvalidValueException(
                "cursor", "must come from a page of the same query and sort order; start again with the first page");
    }

    private List<@Nullable Object> parse(@Nullable String[] texts) {
        if (texts.length != terms.size()) {
            throw new IllegalArgumentException("The cursor must have one value per sort column.");
        }
        List<@Nullable Object> position = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            position.add(terms.get(i).parse(texts[i]));
        }
        return position;
    }

    private byte[] checksum(byte[] values) {
        MessageDigest digest = Sha256.create();
        digest.update(list.getBytes(StandardCharsets.UTF_8));
        for (SortTerm term : terms) {
            digest.update((", " + term.words()).getBytes(StandardCharsets.UTF_8));
        }
        digest.update((byte) '\n');
        return Arrays.copyOf(digest.digest(values), CHECKSUM_LENGTH);
    }
}
