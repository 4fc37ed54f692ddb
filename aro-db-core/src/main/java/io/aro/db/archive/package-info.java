/**
 * The archive: where rows go that the database keeps no longer, and how they are read back.
 *
 * <p>An archive is a set of segments. A segment is written first, is prepared (complete and safe on disk) before its rows
 * are deleted, and is committed after the transaction that deletes them. The row of {@code archive_segments} that this
 * transaction writes decides whether a prepared segment counts.
 */
@NullMarked
package io.aro.db.archive;

import org.jspecify.annotations.NullMarked;
