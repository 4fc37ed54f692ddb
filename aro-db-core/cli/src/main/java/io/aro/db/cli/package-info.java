/**
 * The command {@code aro-db}: migrates a database, tells its state and rolls it back.
 *
 * <p>What a command answers goes to the standard output, one line or one JSON document at a time; what went wrong is one
 * sentence on the standard error. The exit code is 0 when all is well, 1 when something failed or the schema is not
 * current, and 2 when the command was called wrongly.
 *
 * <p>Another module adds commands by a {@link DatabaseCommand}, or a {@link CommandGroup} made of such commands, that the
 * {@link java.util.ServiceLoader} finds.
 */
@NullMarked
package io.aro.db.cli;

import org.jspecify.annotations.NullMarked;
