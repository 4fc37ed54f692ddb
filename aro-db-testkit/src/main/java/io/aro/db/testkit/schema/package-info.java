/** The live schema of a database as records, for comparison across versions and engines. */
@NullMarked
package io.aro.db.testkit.schema;

import org.jspecify.annotations.NullMarked;
