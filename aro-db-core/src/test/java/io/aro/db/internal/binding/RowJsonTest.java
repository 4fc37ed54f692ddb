package io.aro.db.internal.binding;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.internal.json.Json;
import io.aro.db.refusal.DocumentMismatchException;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class RowJsonTest {

    private static ObjectNode row() {
        CustomersRecord row = new CustomersRecord();
        row.setId(UUID.fromString("01890000-0000-7000-8000-000000000001"));
        row.setLifetimeValue(new BigDecimal("80.50"));
        row.setTags(List.of("vip"));
        row.setCreatedAt(Instant.parse("2026-03-01T10:00:00.5Z"));
        return RowJson.of(row);
    }

    @Test
    void readsBackWhatItWrote() {
        ObjectNode written = row();

        JsonNode parsed = Json.read(Json.print(written), JsonNode.class);

        assertThat(RowJson.of(RowJson.read(CUSTOMERS, parsed))).isEqualTo(written);
        assertThat(parsed.get("created_at").asString()).isEqualTo("2026-03-01T10:00:00.500Z");
        assertThat(parsed.get("lifetime_value").decimalValue()).isEqualTo(new BigDecimal("80.50"));
    }

    @Test
    void leavesAColumnWithoutAMemberToItsDefault() {
        ObjectNode written = row();
        written.remove("tags");

        CustomersRecord read = RowJson.read(CUSTOMERS, written);

        assertThat(read.touched(CUSTOMERS.TAGS)).isFalse();
        assertThat(read.touched(CUSTOMERS.LIFETIME_VALUE)).isTrue();
    }

    @Test
    void refusesAColumnThatTheTableHasNotSinceItsValueWouldBeLost() {
        ObjectNode written = row();
        written.put("zodiac", "libra");

        assertThatExceptionOfType(DocumentMismatchException.class)
                .isThrownBy(() -> RowJson.read(CUSTOMERS, written))
                .withMessageContaining("zodiac")
                .withMessageNotContaining("libra");
    }

    @Test
    void namesTheColumnAndNeverTheValueThatDoesNotFit() {
        ObjectNode written = row();
        written.put("created_at", "last tuesday");

        assertThatExceptionOfType(DocumentMismatchException.class)
                .isThrownBy(() -> RowJson.read(CUSTOMERS, written))
                .withMessageContaining("created_at")
                .withMessageNotContaining("tuesday");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-01T10:00:00.1234567Z",
                "0000-12-31T23:59:59Z",
                "+20000-01-01T00:00:00Z",
                "infinity",
                "2026-03-01 10:00:00"
            })
    void refusesATimeThatWouldNotBeReadBackAsItIs(String time) {
        ObjectNode written = row();
        written.put("created_at", time);

        assertThatExceptionOfType(DocumentMismatchException.class)
                .isThrownBy(() -> RowJson.read(CUSTOMERS, written))
                .withMessageContaining("created_at")
                .withMessageNotContaining(time);
    }
}
