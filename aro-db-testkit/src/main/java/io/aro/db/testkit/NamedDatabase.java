package io.aro.db.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of an additional database, beside the unnamed database of the test.
 *
 * <p>Parameters with equal names in one test belong to the same database.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface NamedDatabase {

    /** Returns the name of the database, local to the test. */
    String value();
}
