/** A test checklist for the database of a service. */
@NullMarked
package io.aro.db.testkit.checklist;

import org.jspecify.annotations.NullMarked;
