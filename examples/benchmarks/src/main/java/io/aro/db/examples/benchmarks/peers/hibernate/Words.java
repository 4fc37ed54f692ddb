package io.aro.db.examples.benchmarks.peers.hibernate;

import java.util.List;

/**
 * A list of texts in one column.
 *
 * @param list the texts
 */
record Words(List<String> list) {}
