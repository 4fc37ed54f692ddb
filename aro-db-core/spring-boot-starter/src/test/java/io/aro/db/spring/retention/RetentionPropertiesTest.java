package io.aro.db.spring.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.retention.RetentionPolicy;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.scheduling.support.SimpleTriggerContext;

/** The options of retention, as policy and schedule of the library. */
class RetentionPropertiesTest {

    @Test
    void leavesUnsetPeriodsToTheLibrary() {
        assertThat(bind(Map.of()).policy()).isEqualTo(RetentionPolicy.defaults());
    }

    @Test
    void setsEachPeriod() {
        RetentionPolicy policy = bind(Map.of(
                        "events", "P3Y",
                        "completed-visible", "P7M",
                        "completed", "3y",
                        "closed", "P4Y",
                        "dead-letters", "P30D",
                        "consents", "P5Y",
                        "deliveries", "P2Y",
                        "months-ahead", "6"))
                .policy();

        assertThat(policy)
                .isEqualTo(RetentionPolicy.defaults()
                        .withEvents(Period.ofYears(3))
                        .withCompleted(Period.ofMonths(7), Period.ofYears(3))
                        .withClosed(Period.ofYears(4))
                        .withDeadLetters(Period.ofDays(30))
                        .withConsents(Period.ofYears(5))
                        .withDeliveries(Period.ofYears(2))
                        .withMonthsAhead(6));
    }

    @ParameterizedTest
    @CsvSource({
        "events, P-1D",
        "completed-visible, P3Y",
        "completed, P1M",
        "closed, P-1D",
        "dead-letters, P-1D",
        "consents, P2000Y",
        "deliveries, P-1D",
        "months-ahead, 61"
    })
    void namesTheOptionRefusedByTheLibrary(String option, String value) {
        RetentionProperties properties = bind(Map.of(option, value));

        assertThatThrownBy(properties::policy)
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("aro.db.retention." + option + " with value")
                .hasMessageNotContaining("null");
    }

    @Test
    void runsAtThreeInTheNightByDefault() {
        assertThat(next(bind(Map.of()))).isEqualTo("2026-03-03T03:00:00Z");
    }

    @Test
    void runsInTheChosenZone() {
        RetentionProperties properties = bind(Map.of("cron", "0 30 4 * * *", "zone", "America/New_York"));

        assertThat(next(properties)).isEqualTo("2026-03-03T09:30:00Z");
    }

    @Test
    void hasNoRunForADash() {
        assertThat(next(bind(Map.of("cron", "-")))).isNull();
    }

    @Test
    void refusesAMalformedCronExpression() {
        RetentionProperties properties = bind(Map.of("cron", "at night"));

        assertThatThrownBy(properties::schedule)
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("aro.db.retention.cron with value 'at night'");
    }

    private static @Nullable Instant next(RetentionProperties properties) {
        SimpleTriggerContext context =
                new SimpleTriggerContext(Clock.fixed(Instant.parse("2026-03-02T15:00:00Z"), ZoneOffset.UTC));
        return properties.schedule().nextExecution(context);
    }

    private static RetentionProperties bind(Map<String, String> options) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        options.forEach((option, value) -> source.put("aro.db.retention." + option, value));
        return new Binder(List.of(source), null, new ApplicationConversionService())
                .bindOrCreate("aro.db.retention", RetentionProperties.class);
    }
}
