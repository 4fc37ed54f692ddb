/**
 * Random sequences of calls, with equal results on each engine and on an in-memory model.
 *
 * <p>The model is written from the rules, in maps and records, without calls of the tested rules. Its entities are the
 * records of the repositories.
 */
@NullMarked
package io.aro.db.model;

import org.jspecify.annotations.NullMarked;
