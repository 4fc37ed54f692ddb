package io.aro.db.internal.binding;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.internal.json.JsonDigest;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.testkit.BothEngines;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jooq.JSONB;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values of each type after a write and a read. */
@BothEngines
@Tag("contract")
class BindingTest {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+([eE][+-]?[0-9]+)?");
    private static final String CLEF = "\uD834\uDD1E";

    private static final List<String> TEXTS = List.of(
            "", " ", "O'Hara", "a\\b", "\"", "?", ":name", "{0}", "--", "/*", "Zoë", "名前", CLEF, "\n", "\u0001");

    private static final List<String> DOCUMENTS = List.of(
            "1e2",
            "0.10",
            "-0",
            "12345678901234567890",
            "1234567890.12345678901234567890",
            "\"x\"",
            "\"\"",
            "\"O'Hara \\\\ \\\" \\u00e9 名前\"",
            "true",
            "null",
            "[]",
            "{}",
            "{\"b\": [1, {\"c\": null}], \"a\": \"x\"}");

    private static final List<List<String>> LISTS = List.of(
            List.of(),
            List.of(""),
            List.of("vip"),
            List.of("a", "b", "a"),
            List.of("a,b", "{", "}", "{}", "[]", "null", "NULL"),
            List.of("\"", "'", "''", "\\", "\\\"", "\\u0041", "a\nb\tc"),
            List.of(" ", " leading", "trailing "),
            List.of("Zoë", "名前", CLEF, "e\u0301", "\u0001", "\uFFFF"));

    private static final List<List<AppointmentStatus>> HISTORIES = List.of(
            List.of(),
            List.of(AppointmentStatus.BOOKED),
            List.of(AppointmentStatus.NO_SHOW, AppointmentStatus.IN_PROGRESS, AppointmentStatus.NO_SHOW),
            List.of(AppointmentStatus.values()));

    private final RoundTrip roundTrip;

    BindingTest(AroDatabase db) {
        roundTrip = new RoundTrip(db);
    }

    @Test
    void keepsUuids() {
        List<UUID> ids = Stream.of(
                        "00000000-0000-0000-0000-000000000000",
                        "ffffffff-ffff-ffff-ffff-ffffffffffff",
                        "0198f3a0-1c2d-7abc-8def-0123456789ab")
                .map(UUID::fromString)
                .toList();

        assertThat(ids)
                .allSatisfy(
                        id -> assertThat(roundTrip.ofCustomer(CUSTOMERS.ID, id)).containsOnly(id));
    }

    @Test
    void keepsBooleans() {
        assertThat(List.of(true, false))
                .allSatisfy(flag -> assertThat(roundTrip.ofCustomer(CUSTOMERS.REQUIRES_DEPOSIT, flag))
                        .containsOnly(flag));
    }

    @Test
    void keepsText() {
        assertThat(TEXTS)
                .allSatisfy(text ->
                        assertThat(roundTrip.ofCustomer(CUSTOMERS.NAME, text)).containsOnly(text));
    }

    @Test
    void keepsListsOfText() {
        assertThat(LISTS)
                .allSatisfy(list ->
                        assertThat(roundTrip.ofCustomer(CUSTOMERS.TAGS, list)).containsOnly(list));
    }

    @Test
    void keepsStatuses() {
        assertThat(AppointmentStatus.values())
                .allSatisfy(status -> assertThat(roundTrip.ofExpression(APPOINTMENTS.STATUS, status))
                        .containsOnly(status));
    }

    @Test
    void keepsListsOfStatuses() {
        assertThat(HISTORIES)
                .allSatisfy(list -> assertThat(roundTrip.ofAppointment(APPOINTMENTS.PREVIOUS_STATUS, list))
                        .containsOnly(list));
    }

    @Test
    void keepsJsonByItsMeaning() {
        assertThat(DOCUMENTS)
                .allSatisfy(json -> assertThat(roundTrip.ofKey(IDEMPOTENCY_KEYS.RESPONSE, JSONB.jsonb(json)))
                        .extracting(kept -> meaning(kept.data()))
                        .containsOnly(meaning(json)));
    }

    /** Returns the value with exact numbers; 1e2 equals 100, and 0.10 equals 0.1. */
    private static Object meaning(String json) {
        return NUMBER.matcher(json).matches()
                ? new BigDecimal(json).stripTrailingZeros()
                : HexFormat.of()
                        .formatHex(JsonDigest.of(json, null, "a document").orElseThrow());
    }
}
