/** Ratios, targets, text, JSON and charts. */
@NullMarked
package io.aro.db.examples.benchmarks.peers.report;

import org.jspecify.annotations.NullMarked;
