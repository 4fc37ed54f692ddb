package io.aro.db.spring.connection;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.ExecuteListenerProvider;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.jspecify.annotations.Nullable;

/** The listeners of the application to statements. */
final class StatementListeners {

    private StatementListeners() {}

    /** Returns a listener that passes each statement to a listener of the provider. The provider may make a new listener for each. */
    static ExecuteListener of(ExecuteListenerProvider provider) {
        if (provider instanceof DefaultExecuteListenerProvider) {
            return provider.provide(); // The same for each statement.
        }
        return (ExecuteListener) Proxy.newProxyInstance(
                ExecuteListener.class.getClassLoader(),
                new Class<?>[] {ExecuteListener.class},
                (proxy, method, arguments) -> call(provider, proxy, method, arguments));
    }

    @SuppressWarnings("ReferenceEquality") // Implements equals as identity.
    private static @Nullable Object call(
            ExecuteListenerProvider provider, Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (arguments == null || !(arguments[0] instanceof ExecuteContext statement)) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> provider.toString();
            };
        }
        Object listener = statement.data().computeIfAbsent(provider, key -> provider.provide());
        try {
            return method.invoke(listener, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
