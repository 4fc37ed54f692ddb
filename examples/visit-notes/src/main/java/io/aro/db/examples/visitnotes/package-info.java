/** A service with a table of its own, {@code visit_notes}, in the same database as the tables of aro-db. */
@NullMarked
package io.aro.db.examples.visitnotes;

import org.jspecify.annotations.NullMarked;
