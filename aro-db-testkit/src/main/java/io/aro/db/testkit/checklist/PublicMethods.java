package io.aro.db.testkit.checklist;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public methods of a type. */
final class PublicMethods {

    private PublicMethods() {}

    /** Returns the methods declared by the type itself. */
    static Set<String> declaredBy(Class<?> type) {
        return names(type, Arrays.stream(type.getDeclaredMethods()));
    }

    /** Returns the methods declared or inherited by the type. */
    static Set<String> of(Class<?> type) {
        return names(type, Arrays.stream(type.getMethods()));
    }

    private static Set<String> names(Class<?> type, Stream<Method> methods) {
        return methods.filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(method -> type.getSimpleName() + "." + method.getName() + parameters(method))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String parameters(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
