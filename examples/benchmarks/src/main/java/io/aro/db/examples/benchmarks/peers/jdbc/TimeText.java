package io.aro.db.examples.benchmarks.peers.jdbc;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as texts of SQLite, such as {@code 2026-03-02 09:00:00.000000+00:00}. */
public final class TimeText {

    private static final int LENGTH = 32;
    private static final int FRACTION = 20;
    private static final int ZONE = 26;

    private TimeText() {}

    /** Returns the text of a time. */
    public static String of(Instant time) {
        LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(LENGTH);
        digits(text, utc.getYear(), 1_000);
        pair(text, '-', utc.getMonthValue());
        pair(text, '-', utc.getDayOfMonth());
        pair(text, ' ', utc.getHour());
        pair(text, ':', utc.getMinute());
        pair(text, ':', utc.getSecond());
        digits(text.append('.'), utc.getNano() / 1_000, 100_000);
        return text.append("+00:00").toString();
    }

    private static void pair(StringBuilder text, char before, int number) {
        digits(text.append(before), number, 10);
    }

    private static void digits(StringBuilder text, int number, int highest) {
        for (int unit = highest; unit > 0; unit /= 10) {
            text.append((char) ('0' + number / unit % 10));
        }
    }

    /** Returns the time of a text. */
    public static Instant parse(String text) {
        int micros = text.length() == LENGTH ? Integer.parseInt(text, FRACTION, ZONE, 10) : 0;
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        micros * 1_000)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
