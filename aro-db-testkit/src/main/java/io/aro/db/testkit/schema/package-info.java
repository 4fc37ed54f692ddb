/** Reads the live schema of a database into records, to compare versions of it and engines with each other. */
@NullMarked
package io.aro.db.testkit.schema;

import org.jspecify.annotations.NullMarked;
