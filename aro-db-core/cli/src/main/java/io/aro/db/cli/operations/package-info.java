/** Commands of {@code aro-db} for those who run a service; the command line finds them by its service loader. */
@NullMarked
package io.aro.db.cli.operations;

import org.jspecify.annotations.NullMarked;
