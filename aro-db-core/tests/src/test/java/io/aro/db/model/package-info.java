/**
 * Random sequences of calls, which must come to the same on each engine as on a model in memory.
 *
 * <p>The model is written from the rules, in maps and records, and calls no rule of the code under test; the entities it
 * returns are the records that the repositories return.
 */
@NullMarked
package io.aro.db.model;

import org.jspecify.annotations.NullMarked;
