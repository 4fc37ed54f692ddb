/** Reading, writing and digesting of JSON. */
@NullMarked
package io.aro.db.internal.json;

import org.jspecify.annotations.NullMarked;
