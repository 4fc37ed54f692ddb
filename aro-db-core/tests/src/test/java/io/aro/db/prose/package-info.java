/** Rules for the language of Javadoc, messages and documents. */
@NullMarked
package io.aro.db.prose;

import org.jspecify.annotations.NullMarked;
