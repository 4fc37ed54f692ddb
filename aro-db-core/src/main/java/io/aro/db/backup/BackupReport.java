package io.aro.db.backup;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Says what a backup has come to.
 *
 * @param file the copy, which is a complete database that passed its check
 * @param bytes its size
 * @param took how long it took, the check included
 */
public record BackupReport(Path file, long bytes, Duration took) {}
