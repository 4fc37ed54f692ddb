/**
 * Backups of a SQLite database in use, plain or sealed.
 */
@NullMarked
package io.aro.db.backup;

import org.jspecify.annotations.NullMarked;
