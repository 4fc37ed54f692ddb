/**
 * The command line {@code aro-db}: migrates a database, shows the schema's status and rolls migrations back.
 *
 * <p>Results go to the standard output, as lines or as a JSON document. Errors go to the standard error, each as a
 * sentence or a document. The exit code is 0 for success and 2 for wrong usage. All failures exit with 1, as does
 * {@code status} on an unusable schema.
 *
 * <p>Other modules add commands through the {@link java.util.ServiceLoader}: a {@link DatabaseCommand}, or a
 * {@link CommandGroup} of several.
 */
@NullMarked
package io.aro.db.cli;

import org.jspecify.annotations.NullMarked;
