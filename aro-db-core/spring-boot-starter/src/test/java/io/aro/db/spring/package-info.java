/** The starter in contexts of Spring Boot. */
@NullMarked
package io.aro.db.spring;

import org.jspecify.annotations.NullMarked;
