/**
 * Phones as people write them: how they are read into the E.164 form that everything else takes.
 */
@NullMarked
package io.aro.db.phone;

import org.jspecify.annotations.NullMarked;
