package io.aro.db.backup;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The result of a backup, or of opening a sealed backup.
 *
 * @param file the new file: a checked copy of the database, sealed or plain, or the opened database
 * @param bytes the size of the file
 * @param took the duration, including the check
 */
public record BackupReport(Path file, long bytes, Duration took) {}
