/** Operations that every contender performs, with their inputs. */
@NullMarked
package io.aro.db.examples.benchmarks.peers.contender;

import org.jspecify.annotations.NullMarked;
