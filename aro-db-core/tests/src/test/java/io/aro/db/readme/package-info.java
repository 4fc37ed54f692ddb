/** The examples of the README, of the pages in docs/ and of the Javadoc, as code that runs. */
@NullMarked
package io.aro.db.readme;

import org.jspecify.annotations.NullMarked;
