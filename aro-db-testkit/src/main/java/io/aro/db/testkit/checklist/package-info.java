/** Goes through what every database of a service must have, as a test. */
@NullMarked
package io.aro.db.testkit.checklist;

import org.jspecify.annotations.NullMarked;
