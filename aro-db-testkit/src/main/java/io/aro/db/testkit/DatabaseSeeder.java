package io.aro.db.testkit;

import io.aro.db.error.ConfigurationException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The runner of {@link SeedDatabase} methods. */
final class DatabaseSeeder {

    private DatabaseSeeder() {}

    /** Runs the methods of the classes, outermost class first. */
    static void fill(Fixture fixture, List<Class<?>> classes) {
        for (Class<?> type : classes) {
            ReflectionSupport.findMethods(
                            type,
                            method -> method.isAnnotationPresent(SeedDatabase.class),
                            HierarchyTraversalMode.TOP_DOWN)
                    .forEach(method -> run(method, fixture));
        }
    }

    private static void run(Method method, Fixture fixture) {
        Class<?>[] types = method.getParameterTypes();
        if (!Modifier.isStatic(method.getModifiers()) || !Arrays.stream(types).allMatch(Fixture::supports)) {
            throw new ConfigurationException("The method " + method.getName()
                    + " marked @SeedDatabase must be static, with the parameter types of a test; change the method.");
        }
        ReflectionSupport.invokeMethod(
                method,
                null,
                Arrays.stream(types).map(type -> fixture.resolve(type, "")).toArray());
    }
}
