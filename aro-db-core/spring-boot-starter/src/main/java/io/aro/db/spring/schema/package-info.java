/** The schema of a service: its migration before all users of the tables, beside the host's own migrations. */
@NullMarked
package io.aro.db.spring.schema;

import org.jspecify.annotations.NullMarked;
