package io.aro.db.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.internal.binding.TimeBinding.StoredTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredTimeTest {

    private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long AFTER_LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond() + 1;

    @ParameterizedTest
    @CsvSource({
        "0001-01-01T00:00:00Z, 0001-01-01 00:00:00.000000+00:00",
        "0999-12-31T23:59:59.999999Z, 0999-12-31 23:59:59.999999+00:00",
        "1969-12-31T23:59:59.000001Z, 1969-12-31 23:59:59.000001+00:00",
        "2026-03-01T10:00:00.5Z, 2026-03-01 10:00:00.500000+00:00",
        "9999-12-31T23:59:59.999999Z, 9999-12-31 23:59:59.999999+00:00"
    })
    void hasOneFormForATime(Instant time, String text) {
        assertThat(StoredTime.format(time)).isEqualTo(text);
        assertThat(StoredTime.parse(text)).isEqualTo(time);
    }

    @Test
    void sortsAsTextAsByTimeAndReadsBackWhatItWrote() {
        List<Instant> times = timesOfAllAges(20_000).toList();

        List<String> texts = times.stream()
                .map(StoredTime::format)
                .sorted(Comparator.naturalOrder())
                .toList();

        assertThat(texts.stream().map(StoredTime::parse))
                .containsExactlyElementsOf(times.stream().sorted().toList());
        assertThat(texts).allSatisfy(text -> assertThat(text).hasSize(32));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-03-01 10:00:00+00:00",
                "2026-03-01 10:00:00.500+00:00",
                "2026-03-01 10:00:00.5000000+00:0",
                "2026-03-01T10:00:00.500000+00:00",
                "2026-03-01 10:00:00.500000Z     ",
                "2026-03-01 10:00:00.500000+02:00",
                "2026-03-01 24:00:00.000000+00:00",
                "2026-03-01 23:59:60.000000+00:00",
                "2026-02-29 10:00:00.000000+00:00",
                "2026-03-01 10:00:00.50000٠+00:00",
                "2026-03-01 10:00:00.+50000+00:00",
                "-026-03-01 10:00:00.000000+00:00",
                "infinity                  +00:00"
            })
    void refusesEveryOtherForm(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> StoredTime.parse(text));
    }

    private static Stream<Instant> timesOfAllAges(int number) {
        Random random = new Random(42);
        return LongStream.generate(() -> random.nextLong(FIRST, AFTER_LAST))
                .limit(number)
                .mapToObj(second -> Instant.ofEpochSecond(second, random.nextInt(1_000_000) * 1000L));
    }
}
