/**
 * Parsing of phones as people write them into E.164.
 */
@NullMarked
package io.aro.db.phone;

import org.jspecify.annotations.NullMarked;
