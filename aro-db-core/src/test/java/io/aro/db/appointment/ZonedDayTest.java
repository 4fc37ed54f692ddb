package io.aro.db.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZonedDayTest {

    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2026-03-08, 23",
        "America/New_York, 2026-11-01, 25",
        "America/Santiago, 2026-09-06, 23",
        "Asia/Beirut, 2026-03-29, 23",
        "Asia/Kathmandu, 2026-03-29, 24"
    })
    void hasTheHoursThatItsClocksShow(ZoneId zone, LocalDate day, long hours) {
        List<ZonedDay.Stretch> stretches = ZonedDay.of(day, zone);

        assertThat(stretches)
                .singleElement()
                .extracting(stretch -> Duration.between(stretch.from(), stretch.until()))
                .isEqualTo(Duration.ofHours(hours));
    }

    @Test
    void isEmptyWhereAZoneHasLeftTheDayOut() {
        assertThat(ZonedDay.of(LocalDate.parse("2011-12-30"), ZoneId.of("Pacific/Apia")))
                .isEmpty();
    }

    @Test
    void hasTwoStretchesWhereClocksWereSetBackPastMidnight() {
        ZoneId zone = ZoneId.of("America/St_Johns");

        assertThat(ZonedDay.of(LocalDate.parse("2010-11-06"), zone)).hasSize(2);
        assertThat(ZonedDay.of(LocalDate.parse("2010-11-07"), zone))
                .first()
                .extracting(stretch -> Duration.between(stretch.from(), stretch.until()))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void coversEachMomentAroundEveryChangeOfClocksByTheDayThatTheyShow() {
        assertThat(ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of))
                .allSatisfy(zone -> assertThat(moments(zone))
                        .allSatisfy(moment ->
                                assertThat(daysOf(moment, zone)).containsExactly(LocalDate.ofInstant(moment, zone))));
    }

    /** Returns moments around each change of clocks, including possible midnights. */
    private static Stream<Instant> moments(ZoneId zone) {
        return zone.getRules().getTransitions().stream()
                .map(ZoneOffsetTransition::getInstant)
                .flatMap(change -> Stream.of(
                        change.minusNanos(1000),
                        change,
                        change.minus(Duration.ofMinutes(30)),
                        change.plus(Duration.ofMinutes(59)),
                        change.plus(Duration.ofHours(24))));
    }

    private static List<LocalDate> daysOf(Instant moment, ZoneId zone) {
        LocalDate about = LocalDate.ofInstant(moment, zone);
        return about.minusDays(2)
                .datesUntil(about.plusDays(3))
                .filter(day -> ZonedDay.of(day, zone).stream()
                        .anyMatch(stretch -> !moment.isBefore(stretch.from()) && moment.isBefore(stretch.until())))
                .toList();
    }
}
