package io.aro.db.backup;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The result of a backup.
 *
 * @param file the copy, which is a complete database that passed its check
 * @param bytes its size
 * @param took its duration, the check included
 */
public record BackupReport(Path file, long bytes, Duration took) {}
