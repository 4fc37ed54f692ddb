package io.aro.db.cli;

import io.aro.db.migration.MigrationEvent;
import java.util.Locale;

/**
 * The printed outcome of one migration.
 *
 * @param version the migration's version
 * @param description the migration's description
 * @param outcome applied, skipped, newer or rolled back
 * @param millis the time taken
 */
record Progress(int version, String description, String outcome, long millis) {

    static Progress of(MigrationEvent event) {
        String outcome = switch (event.outcome()) {
            case APPLIED -> "applied";
            case SKIPPED -> "skipped";
            case NEWER -> "newer";
            case ROLLED_BACK -> "rolled back";
        };
        return new Progress(
                event.version(), event.description(), outcome, event.took().toMillis());
    }

    String line() {
        String detail = switch (outcome) {
            case "skipped" -> "already applied";
            case "newer" -> "from a newer library";
            default -> millis + " ms";
        };
        return String.format(Locale.ROOT, "%-12s V%03d  %s (%s)", outcome, version, description, detail);
    }
}
