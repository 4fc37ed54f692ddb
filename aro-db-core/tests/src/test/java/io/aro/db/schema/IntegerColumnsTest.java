package io.aro.db.schema;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.TableField;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The numbers of the schema: each has 64 bits, or a rule for the range of 32 bits. */
@NullMarked
class IntegerColumnsTest {

    private static final Map<String, String> BOUNDED = Map.ofEntries(
            entry("customers.risk_score", "from 0 to 100"),
            entry("appointments.duration", "minutes of one visit"),
            entry("appointments.version", "one per move of an appointment, each by a caller"),
            entry("appointment_transitions.sequence", "the version of the appointment"),
            entry("appointment_transitions.previous_sequence", "the version of the appointment"),
            entry("appointment_transitions.next_sequence", "the version of the appointment"),
            entry("business_config.version", "one per change of the configuration, each by a caller"),
            entry("workflow_instances.retry_count", "at most max_retries"),
            entry("workflow_instances.max_retries", "chosen by the caller as an int"),
            entry("idempotency_keys.attempts", "parked or given up beyond maxAttempts of the policy, an int"),
            entry("dead_letters.attempts", "one per retry of a letter, each by a caller"),
            entry("erasure_secrets.id", "always 1"),
            entry("aro_schema_versions.version", "the number of a script, at most 999,999,999"),
            entry("aro_schema_versions.oldest_library", "at most the version"));

    @Test
    void eachNumberHas64BitsOrARuleThatBoundsIt() {
        Map<String, Class<?>> numbers = DefaultSchema.DEFAULT_SCHEMA.getTables().stream()
                .flatMap(table -> table.fieldStream().map(field -> (TableField<?, ?>) field))
                .filter(field -> Set.of(Short.class, Integer.class, Long.class).contains(field.getType()))
                .collect(Collectors.toMap(
                        field -> String.format(
                                Locale.ROOT,
                                "%s.%s",
                                Objects.requireNonNull(field.getTable()).getName(),
                                field.getName()),
                        TableField::getType));

        assertThat(numbers).hasSizeGreaterThan(20);
        assertThat(numbers.entrySet())
                .filteredOn(column -> column.getValue() != Long.class)
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(BOUNDED.keySet());
    }
}
