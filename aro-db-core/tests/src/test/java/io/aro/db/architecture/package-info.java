/** The architecture rules, checked on the compiled classes of every shipped module and on the documents. */
@NullMarked
package io.aro.db.architecture;

import org.jspecify.annotations.NullMarked;
