package io.aro.db.migration;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The committed work of a process.
 *
 * @param booked the booked appointments, without webhooks
 * @param moved the moves of these appointments
 * @param claimed the handled webhooks
 * @param replayed the webhooks handled by the other process
 */
record RollingTally(int booked, int moved, int claimed, int replayed) {

    private static final Pattern FORM = Pattern.compile("tally (\\d+) (\\d+) (\\d+) (\\d+)");

    static boolean isOne(String line) {
        return FORM.matcher(line).matches();
    }

    static RollingTally of(String line) {
        Matcher form = FORM.matcher(line);
        if (!form.matches()) {
            throw new IllegalArgumentException(line);
        }
        return new RollingTally(number(form, 1), number(form, 2), number(form, 3), number(form, 4));
    }

    private static int number(Matcher form, int group) {
        return Integer.parseInt(form.group(group));
    }

    RollingTally plus(RollingTally other) {
        return new RollingTally(
                booked + other.booked, moved + other.moved, claimed + other.claimed, replayed + other.replayed);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "tally %s %s %s %s", booked, moved, claimed, replayed);
    }
}
