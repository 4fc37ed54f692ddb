/** Measures what the library and its testkit promise, and prints it as tables; nothing here is an assertion. */
@NullMarked
package io.aro.db.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
