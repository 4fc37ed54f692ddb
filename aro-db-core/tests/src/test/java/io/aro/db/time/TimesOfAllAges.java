package io.aro.db.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** Times from the first year to the last, in clock readings of many zones, in order. */
final class TimesOfAllAges {

    private TimesOfAllAges() {}

    static List<Instant> all() {
        return Stream.of(
                        at("0002-01-01T00:00:00.000001", "UTC"),
                        at("0999-12-31T23:59:59.999999", "Asia/Kathmandu"),
                        at("1582-10-10T12:00:00.1", "Europe/Rome"),
                        at("1883-11-18T12:03:57.999999", "America/New_York"),
                        at("1900-01-01T00:19:32.5", "Europe/Amsterdam"),
                        at("1919-03-31T00:30:00", "America/Toronto"),
                        at("1969-12-31T23:59:59.999999", "UTC"),
                        at("1970-01-01T00:00:00", "UTC"),
                        at("1972-01-06T23:59:59.05", "Africa/Monrovia"),
                        at("2010-11-07T00:00:30.123456", "America/St_Johns"),
                        at("2011-12-31T00:00:00.000001", "Pacific/Apia"),
                        at("2026-03-08T02:30:00.9", "America/New_York"),
                        at("2026-03-29T00:00:00.99", "Asia/Beirut"),
                        at("2026-10-25T02:30:00.999", "Europe/Berlin"),
                        at("2038-01-19T03:14:08", "UTC"),
                        at("9990-02-28T23:59:59.999999", "Pacific/Kiritimati"))
                .toList();
    }

    private static Instant at(String local, String zone) {
        return LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();
    }
}
