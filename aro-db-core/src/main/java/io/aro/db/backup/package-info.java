/**
 * Backups of a database in use.
 */
@NullMarked
package io.aro.db.backup;

import org.jspecify.annotations.NullMarked;
