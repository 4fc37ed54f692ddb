package io.aro.db.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.event.EventQuery;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.transaction.Transaction;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every public method and request record with an {@link Instant} parameter. A new method is covered without a list. */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
class TimeDoorsTest {

    private static final List<Instant> BEYOND = List.of(
            Instant.MIN,
            Instant.parse("0000-12-31T23:59:59.999999999Z"),
            Instant.parse("+10000-01-01T00:00:00Z"),
            Instant.MAX);

    /** A time truncated to the last stored microsecond. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final Instant FINE = Instant.parse("2026-03-01T10:00:00.123456789Z");
    private static final Instant CUT = Instant.parse("2026-03-01T10:00:00.123456Z");
    private static final Instant NEXT = Instant.parse("2026-03-01T10:00:00.123457Z");

    private final AroDatabase db;

    TimeDoorsTest(AroDatabase db) {
        this.db = db;
    }

    /** A public method or constructor with a time, and the call on its arguments. */
    private record Door(Executable way, Consumer<@Nullable Object[]> call) {}

    @Test
    void everyDoorRefusesATimeThatIsNotStoredAndNamesTheField() {
        List<String> open = new ArrayList<>();

        for (Door door : doors()) {
            for (int place : Samples.places(door.way())) {
                for (Instant time : BEYOND) {
                    String words = String.format(Locale.ROOT, "%s, time %s of %s", door.way(), time, place);
                    try {
                        door.call().accept(Samples.of(door.way(), place, time, CUT));
                        open.add(words + " is taken");
                    } catch (InvalidValueException e) {
                        if (!e.rule().equals("must be a time between the years 1 and 9999")) {
                            open.add(words + " is refused otherwise: " + e.getMessage());
                        }
                    } catch (RuntimeException e) {
                        open.add(words + " fails: " + e);
                    }
                }
            }
        }

        assertThat(open).isEmpty();
    }

    @Test
    void noDoorRefusesTheLastTimeForTheDigitsThatAreCut() {
        List<String> closed = new ArrayList<>();

        for (Door door : doors()) {
            for (int place : Samples.places(door.way())) {
                try {
                    door.call().accept(Samples.of(door.way(), place, LAST, CUT));
                } catch (AroDatabaseException e) {
                    // After the check of the time, the call may fail: sample ids belong to no row.
                    if (e instanceof InvalidValueException refusal
                            && refusal.rule().contains("between the years")) {
                        closed.add(String.format(Locale.ROOT, "%s, %s: %s", door.way(), place, e.getMessage()));
                    }
                }
            }
        }

        assertThat(closed).isEmpty();
    }

    @Test
    void everyRecordOfARequestCutsItsTimesToMicrosecondsAndRoundsTheBoundsOfWindowsUp()
            throws ReflectiveOperationException {
        Set<String> cut = new TreeSet<>();

        for (Class<?> request : requests()) {
            Constructor<?> canonical = canonical(request);
            for (int place : Samples.places(canonical)) {
                Object record = canonical.newInstance(Samples.of(canonical, place, FINE, CUT));
                RecordComponent part = request.getRecordComponents()[place];
                assertThat(part.getAccessor().invoke(record))
                        .as(part.toString())
                        .isEqualTo(request == EventQuery.class ? NEXT : CUT);
                cut.add(request.getSimpleName());
            }
        }

        assertThat(cut)
                .contains(
                        "NewAppointment",
                        "NewSlot",
                        "NewReminder",
                        "NewConsent",
                        "NewOptOut",
                        "NewEvent",
                        "NewWorkflow",
                        "EventQuery",
                        "Position");
    }

    private List<Door> doors() {
        List<Door> doors = new ArrayList<>();
        services()
                .forEach((type, service) -> methods(type)
                        .filter(TimeDoorsTest::takesATime)
                        .forEach(method -> doors.add(new Door(
                                method, arguments -> service.accept(owner -> invoke(method, owner, arguments))))));
        for (Class<?> request : requests()) {
            Constructor<?> canonical = canonical(request);
            if (takesATime(canonical)) {
                doors.add(new Door(canonical, arguments -> instance(canonical, arguments)));
            }
            Stream.of(request.getMethods())
                    .filter(TimeDoorsTest::takesATime)
                    .forEach(method ->
                            doors.add(new Door(method, arguments -> invoke(method, sample(canonical), arguments))));
        }
        assertThat(doors).hasSizeGreaterThan(25);
        return doors;
    }

    /** A provider of an object, within a transaction if needed. */
    @FunctionalInterface
    private interface Service {

        void accept(Consumer<Object> work);
    }

    /** Returns the services of a database and a transaction. */
    private Map<Class<?>, Service> services() {
        Map<Class<?>, Service> services = new LinkedHashMap<>();
        given(AroDatabase.class)
                .forEach(method ->
                        services.put(method.getReturnType(), work -> work.accept(invoke(method, db, new Object[0]))));
        given(Transaction.class)
                .forEach(method -> services.putIfAbsent(
                        method.getReturnType(),
                        work -> db.useTransaction(tx -> work.accept(invoke(method, tx, new Object[0])))));
        return services;
    }

    private static Stream<Method> given(Class<?> owner) {
        return methods(owner)
                .filter(method -> method.getParameterCount() == 0)
                .filter(method -> method.getReturnType().getPackageName().startsWith("io.aro.db."));
    }

    /** Returns the records accepted by services, including nested records. */
    private Set<Class<?>> requests() {
        Set<Class<?>> requests = new LinkedHashSet<>();
        services()
                .keySet()
                .forEach(type -> methods(type)
                        .forEach(method -> Samples.types(method).forEach(parameter -> gather(parameter, requests))));
        return requests;
    }

    private static void gather(Class<?> type, Set<Class<?>> requests) {
        if (type.isRecord() && Samples.isRequest(type) && requests.add(type)) {
            Arrays.stream(type.getRecordComponents()).forEach(part -> gather(part.getType(), requests));
        }
    }

    private static Stream<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> !method.isBridge() && !Modifier.isStatic(method.getModifiers()));
    }

    private static boolean takesATime(Executable way) {
        return List.of(way.getParameterTypes()).contains(Instant.class);
    }

    private static Constructor<?> canonical(Class<?> request) {
        Class<?>[] parts = Arrays.stream(request.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return request.getConstructor(parts);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(request + " has no public constructor", e);
        }
    }

    private static @Nullable Object invoke(Method method, Object owner, @Nullable Object[] arguments) {
        try {
            return method.invoke(Modifier.isStatic(method.getModifiers()) ? null : owner, arguments);
        } catch (InvocationTargetException e) {
            throw thrown(method, e);
        } catch (IllegalAccessException e) {
            throw new AssertionError(method + " cannot be called", e);
        }
    }

    private static Object sample(Constructor<?> canonical) {
        int place = Samples.places(canonical).stream().findFirst().orElse(0);
        return instance(canonical, Samples.of(canonical, place, CUT, CUT));
    }

    private static Object instance(Constructor<?> constructor, @Nullable Object[] arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw thrown(constructor, e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(constructor + " cannot be called", e);
        }
    }

    private static RuntimeException thrown(Executable way, InvocationTargetException e) {
        if (e.getCause() instanceof RuntimeException refusal) {
            return refusal;
        }
        throw new AssertionError(way + " fails", e.getCause());
    }
}
