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
 * The migrations of a service, applied to the databases of a test class after aro-db's own.
 *
 * <p>The migrations are part of the template and do not slow down single tests. Several annotations apply in their
 * order.
 *
 * @see MigrationSet
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Repeatable(ServiceMigrations.List.class)
public @interface ServiceMigrations {

    /** Returns the class path folder, such as {@code db/billing}. */
    String root();

    /** Returns the history table, such as {@code billing_schema_history}. */
    String historyTable();

    /** The container of repeated annotations. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @Documented
    @Inherited
    @interface List {

        /** Returns the annotations in the order of application. */
        ServiceMigrations[] value();
    }
}
