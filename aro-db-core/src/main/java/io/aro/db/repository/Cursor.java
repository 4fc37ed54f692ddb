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
 * The token of a position in a sort order, which fits into a URL.
 *
 * <p>A token is the checksum of the list, its order and the values, and then the values. The checksum finds mistakes, not
 * forgery. Each value is therefore held to what its column can hold, so that a forged token leads to another position in
 * the same list, and no further.
 *
 * @param list the table and the conditions of the query in SQL, without the values that they compare with
 */
record Cursor(String list, List<SortTerm> terms) {

    private static final int CHECKSUM_LENGTH = 8;

    String write(List<@Nullable Object> position) {
        List<@Nullable String> texts = new ArrayList<>();
        position.forEach(value -> texts.add(value == null ? null : value.toString()));
        byte[] values = Json.print(texts).getBytes(StandardCharsets.UTF_8);
        byte[] token = Arrays.copyOf(checksum(values), CHECKSUM_LENGTH + values.length);
        System.arraycopy(values, 0, token, CHECKSUM_LENGTH, values.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    List<@Nullable Object> read(String token) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            byte[] values = Arrays.copyOfRange(bytes, Math.min(CHECKSUM_LENGTH, bytes.length), bytes.length);
            boolean isOurs = Arrays.equals(checksum(values), Arrays.copyOf(bytes, CHECKSUM_LENGTH));
            if (isOurs) {
                return parse(Json.read(new String(values, StandardCharsets.UTF_8), String[].class));
            }
        } catch (RuntimeException e) {
            // What it holds is no position, which is all that a caller can do something about.
        }
        throw new InvalidValueException(
                "cursor",
                "must be one that a page of the same query in the same order has returned; begin with the first page");
    }

    private List<@Nullable Object> parse(@Nullable String[] texts) {
        if (texts.length != terms.size()) {
            throw new IllegalArgumentException("A position has a value for each column.");
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
