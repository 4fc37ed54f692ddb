/** The rules of the house, checked on the compiled classes of every module that ends up in a service. */
@NullMarked
package io.aro.db.architecture;

import org.jspecify.annotations.NullMarked;
