/**
 * Legal holds: preservation of customers' data against retention and erasure.
 */
@NullMarked
package io.aro.db.hold;

import org.jspecify.annotations.NullMarked;
