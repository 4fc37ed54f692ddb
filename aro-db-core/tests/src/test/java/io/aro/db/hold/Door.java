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
 * A public method of a repository or a service, which may take something away.
 *
 * @param type the repository or the service
 * @param service hands over the object that has the method
 */
record Door(Class<?> type, Service service, Method method) {

    /** They give the doors, do the work of a caller, or copy the whole database. */
    private static final Set<String> ABOVE = Set.of("inTransaction", "useTransaction", "readOnly", "backUp", "close");

    /** Hands over a service of a database. */
    @FunctionalInterface
    interface Service {

        void use(AroDatabase db, Arguments arguments, Consumer<Object> work);
    }

    /** Returns the public methods of all services that a database or a transaction gives, and of those that they give. */
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

    /** Services are the doors of features; what they return are records, lists and the like. */
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

    /** Goes through once for each combination of arguments; what is refused is refused. */
    void open(AroDatabase db, Arguments arguments) {
        for (int choice = 0; choice < choices(arguments); choice++) {
            open(db, arguments, choice);
        }
    }

    /** Goes through with one combination of arguments. */
    void open(AroDatabase db, Arguments arguments, int choice) {
        try {
            service.use(
                    db,
                    arguments,
                    object -> call(method, object, arguments.of(method).get(choice)));
        } catch (AroDatabaseException | NoSuchElementException e) {
            // A refusal takes nothing away.
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
