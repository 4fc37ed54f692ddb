package io.aro.db.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of one more database of the test, beside the one without a name.
 *
 * <p>Parameters of one test with the same name belong to the same database.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface NamedDatabase {

    /** Returns the name of the database, for this test only. */
    String value();
}
