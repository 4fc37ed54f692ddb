package io.aro.db.testkit;

import io.aro.db.migration.MigrationSet;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The migrations of a service, applied to the databases of a test class after those of aro-db.
 *
 * <p>They are part of the template, so a test with them starts as fast as one without. Several are applied in their order.
 *
 * @see MigrationSet
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Repeatable(ServiceMigrations.List.class)
public @interface ServiceMigrations {

    /** Returns the class path folder, as in {@code db/billing}. */
    String root();

    /** Returns the history table, as in {@code billing_schema_history}. */
    String historyTable();

    /** A list of several. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @Documented
    @Inherited
    @interface List {

        /** Returns them in the order in which they are applied. */
        ServiceMigrations[] value();
    }
}
