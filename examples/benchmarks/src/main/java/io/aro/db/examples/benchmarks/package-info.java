/** Benchmarks of the library and its testkit, printed as tables; they assert nothing. */
@NullMarked
package io.aro.db.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
