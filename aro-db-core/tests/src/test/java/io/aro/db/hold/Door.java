package io.aro.db.hold;

import io.aro.db.AroDatabase;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.transaction.Transaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A public method of a repository or a service, tested for deletions.
 *
 * @param type the repository or the service
 * @param service provides the object of the method
 */
record Door(Class<?> type, Service service, Method method) {

    /** Methods that provide services, run a caller's work, or copy the whole database. */
    private static final Set<String> ABOVE = Set.of("inTransaction", "useTransaction", "readOnly", "backUp", "close");

    /** A provider of one service of a database. */
    @FunctionalInterface
    interface Service {

        void use(AroDatabase db, Arguments arguments, Consumer<Object> work);
    }

    /** Returns the public methods of all services of a database or a transaction, and of their services in turn. */
    static List<Door> all() {
        Map<Class<?>, Service> services = new LinkedHashMap<>();
        gather(AroDatabase.class, (db, arguments, work) -> work.accept(db), services);
        gather(Transaction.class, (db, arguments, work) -> db.useTransaction(tx -> work.accept(tx)), services);
        return services.entrySet().stream()
                .flatMap(service -> methods(service.getKey())
                        .filter(method -> !isService(method.getReturnType()))
                        .map(method -> new Door(service.getKey(), service.getValue(), method)))
                .toList();
    }

    private static void gather(Class<?> owner, Service itself, Map<Class<?>, Service> services) {
        methods(owner)
                .filter(method -> isService(method.getReturnType()))
                .filter(method -> method.getReturnType() != owner && !services.containsKey(method.getReturnType()))
                .forEach(method -> {
                    Service given = (db, arguments, work) -> itself.use(
                            db,
                            arguments,
                            object -> work.accept(
                                    call(method, object, arguments.of(method).getFirst())));
                    services.put(method.getReturnType(), given);
                    gather(method.getReturnType(), given, services);
                });
    }

    /** Returns whether the type is a service of a feature, as opposed to a record, a list and the like. */
    private static boolean isService(Class<?> type) {
        return type.getPackageName().startsWith("io.aro.db.")
                && !type.isRecord()
                && !type.isEnum()
                && !type.isSealed()
                && (type.isInterface() || Modifier.isFinal(type.getModifiers()))
                && !type.getPackageName().endsWith(".connection");
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> !method.isBridge() && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !ABOVE.contains(method.getName()));
    }

    /** Calls the method once for each combination of arguments, and ignores refusals. */
    void open(AroDatabase db, Arguments arguments) {
        for (int choice = 0; choice < choices(arguments); choice++) {
            open(db, arguments, choice);
        }
    }

    /** Calls the method with one combination of arguments. */
    void open(AroDatabase db, Arguments arguments, int choice) {
        try {
            service.use(
                    db,
                    arguments,
                    object -> call(method, object, arguments.of(method).get(choice)));
        } catch (AroDatabaseException | NoSuchElementException e) {
            // A refused call deletes nothing.
        }
    }

    int choices(Arguments arguments) {
        return arguments.of(method).size();
    }

    private static Object call(Method method, Object object, List<Object> values) {
        try {
            return method.invoke(object, values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new AssertionError(method + " fails", e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(method + " cannot be called", e);
        }
    }

    @Override
    public String toString() {
        return type.getSimpleName() + "." + method.getName();
    }
}
