package io.aro.db.examples.benchmarks.peers.load;

/**
 * The measured spans of one process.
 *
 * @param cold the first seconds of the process
 * @param warm the last seconds, after a warm-up
 */
record Windows(Window cold, Window warm) {}
