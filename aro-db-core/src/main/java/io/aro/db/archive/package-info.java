/**
 * The archive for rows past their retention: writing, committing and reading back.
 *
 * <p>An archive is a set of segments. Each segment takes part in a two-phase commit with the database:
 *
 * <ol>
 *   <li>The segment is written and prepared: complete and safe on disk.
 *   <li>A transaction deletes the rows and inserts a row into {@code archive_segments}.
 *   <li>The segment is committed.
 * </ol>
 *
 * <p>After a crash in between, the next run decides by the row of {@code archive_segments}. With the row, the prepared
 * segment is committed. Without the row, the segment is discarded if all its rows are still in the database, and set
 * aside otherwise.
 */
@NullMarked
package io.aro.db.archive;

import org.jspecify.annotations.NullMarked;
