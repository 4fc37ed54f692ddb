package io.aro.db.testkit.internal.run;

import io.aro.db.AroDatabase;
import io.aro.db.repository.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** A factory for repository parameters of tests: repositories of an {@link AroDatabase} and of a service. */
public final class RepositoryParameter {

    private static final String LIBRARY = "io.aro.db.";

    private RepositoryParameter() {}

    /** Returns whether the type is a repository of the library, or has a constructor for a session. */
    public static boolean supports(Class<?> type) {
        return factory(type).isPresent() || hasSessionConstructor(type);
    }

    /** Returns a repository of the type. */
    public static Object of(Class<?> type, AroDatabase db) {
        try {
            Optional<Method> factory = factory(type);
            return factory.isPresent()
                    ? Objects.requireNonNull(factory.get().invoke(db))
                    : type.getConstructor(Session.class).newInstance(db.session());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    "The " + type.getSimpleName() + " of this test cannot be made.", e.getTargetException());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The " + type.getSimpleName() + " of this test cannot be made.", e);
        }
    }

    /** Returns the accessor of a repository type, such as {@code customers()} for a {@code CustomerRepository}. */
    private static Optional<Method> factory(Class<?> type) {
        if (!type.getName().startsWith(LIBRARY) || type == AroDatabase.class || type.isAssignableFrom(Session.class)) {
            return Optional.empty();
        }
        return Arrays.stream(AroDatabase.class.getMethods())
                .filter(method -> method.getParameterCount() == 0 && method.getReturnType() == type)
                .findFirst();
    }

    private static boolean hasSessionConstructor(Class<?> type) {
        return Arrays.stream(type.getConstructors())
                .anyMatch(
                        constructor -> Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Session.class}));
    }
}
