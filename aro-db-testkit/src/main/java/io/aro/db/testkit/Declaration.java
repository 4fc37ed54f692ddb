package io.aro.db.testkit;

import io.aro.db.migration.MigrationSet;
import io.aro.db.testkit.AroDatabaseTest.Isolation;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The annotations of a test and its enclosing classes, read as a database specification.
 *
 * @param context the context of the test or class
 */
record Declaration(ExtensionContext context) {

    DatabaseSpec spec() {
        return DatabaseSpec.of(engine())
                .in(onClass(AroDatabaseTest.class).map(AroDatabaseTest::sqlite).orElse(SqliteStorage.FILE))
                .with(migrations());
    }

    Engine engine() {
        return EngineTemplate.selected(context).orElse(Engine.SQLITE);
    }

    /** Returns whether the tests of the class share a database. */
    boolean isShared() {
        return onClass(AroDatabaseTest.class)
                .filter(annotation -> annotation.isolation() == Isolation.PER_CLASS)
                .isPresent();
    }

    boolean mayLeak() {
        return AnnotationSupport.isAnnotated(context.getElement(), AllowLeaks.class)
                || onClass(AllowLeaks.class).isPresent();
    }

    /**
     * Returns the context whose store holds the database.
     *
     * <p>Without sharing, the context of the test owns the database; with sharing, the context of the outermost sharing
     * class.
     */
    ExtensionContext owner() {
        if (!isShared()) {
            return context;
        }
        ExtensionContext owner = context;
        while (owner.getTestMethod().isPresent()) {
            owner = owner.getParent().orElseThrow();
        }
        Optional<ExtensionContext> around = owner.getParent();
        while (around.filter(Declaration::shares).isPresent()) {
            owner = around.get();
            around = owner.getParent();
        }
        return owner;
    }

    private static boolean shares(ExtensionContext around) {
        return around.getTestClass().isPresent()
                && new Declaration(around).isShared()
                && !EngineTemplate.awaitsEngine(around);
    }

    private List<MigrationSet> migrations() {
        for (Class<?> type : classes().reversed()) {
            List<MigrationSet> sets =
                    AnnotationSupport.findRepeatableAnnotations(type, ServiceMigrations.class).stream()
                            .map(annotation -> new MigrationSet(annotation.root(), annotation.historyTable()))
                            .toList();
            if (!sets.isEmpty()) {
                return sets;
            }
        }
        return List.of();
    }

    private <A extends Annotation> Optional<A> onClass(Class<A> annotation) {
        return classes().reversed().stream()
                .flatMap(type -> AnnotationSupport.findAnnotation(type, annotation).stream())
                .findFirst();
    }

    /** Returns the test class, preceded by its enclosing classes. */
    List<Class<?>> classes() {
        List<Class<?>> classes = new ArrayList<>(context.getEnclosingTestClasses());
        classes.add(context.getRequiredTestClass());
        return classes;
    }
}
