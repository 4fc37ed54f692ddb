/** Parsing of phone numbers in local notation into E.164. */
@NullMarked
package io.aro.db.phone;

import org.jspecify.annotations.NullMarked;
