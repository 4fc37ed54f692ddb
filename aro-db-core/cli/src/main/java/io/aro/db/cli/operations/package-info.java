/** Commands of {@code aro-db} for operators, registered with the service loader. */
@NullMarked
package io.aro.db.cli.operations;

import org.jspecify.annotations.NullMarked;
