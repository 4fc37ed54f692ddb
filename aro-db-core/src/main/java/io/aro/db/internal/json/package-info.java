/** Reading, writing and digests of JSON. Not API: may change without notice. */
@NullMarked
package io.aro.db.internal.json;

import org.jspecify.annotations.NullMarked;
