package io.aro.db.time;

import io.aro.db.appointment.StatusChange;
import io.aro.db.consent.Evidence;
import io.aro.db.event.Actor;
import io.aro.db.event.EventQuery;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.ParameterizedType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Arguments for public methods and constructors by parameter type, with equal times. */
final class Samples {

    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(UUID.class, new UUID(0x7000L, Long.MIN_VALUE)),
            Map.entry(int.class, 10),
            Map.entry(boolean.class, true),
            Map.entry(Object.class, "no answer"),
            Map.entry(Duration.class, Duration.ofMinutes(30)),
            Map.entry(BigDecimal.class, BigDecimal.TEN),
            Map.entry(Evidence.class, Evidence.none()),
            Map.entry(Actor.class, Actor.user("front-desk")),
            Map.entry(StatusChange.class, StatusChange.by(Actor.user("front-desk"))),
            Map.entry(EventQuery.Selection.class, EventQuery.all().selection()));

    private Samples() {}

    /** Returns the arguments with the time at one index; earlier times are a day before, later times a day after. */
    static @Nullable Object[] of(Executable way, int place, Instant time, Instant other) {
        Class<?>[] types = way.getParameterTypes();
        @Nullable Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            Instant day = other.plus(Duration.ofDays(i - place));
            arguments[i] = types[i] == Instant.class ? (i == place ? time : day) : value(way, i, types[i]);
        }
        return arguments;
    }

    private static @Nullable Object value(Executable way, int place, Class<?> type) {
        if (type == String.class) {
            return text(way, place);
        }
        return type.isEnum() ? type.getEnumConstants()[0] : VALUES.get(type);
    }

    /** Returns a document for a document component, otherwise a phone number, valid for every text. */
    private static String text(Executable way, int place) {
        boolean isPart =
                way instanceof Constructor<?> && way.getDeclaringClass().isRecord();
        return isPart
                        && way.getDeclaringClass()
                                .getRecordComponents()[place]
                                .getName()
                                .matches("(metad|stateD|d)ata")
                ? "{}"
                : "+15550001";
    }

    /** Returns the indexes of the times among the parameters. */
    static List<Integer> places(Executable way) {
        return IntStream.range(0, way.getParameterCount())
                .filter(place -> way.getParameterTypes()[place] == Instant.class)
                .boxed()
                .toList();
    }

    /** Returns whether callers create the record as a request, as opposed to an answer of the library. */
    static boolean isRequest(Class<?> type) {
        return type.getSimpleName().startsWith("New") || type.getPackageName().endsWith(".event");
    }

    /** Returns the types of the parameters, and of the elements of streams. */
    static Stream<Class<?>> types(Executable way) {
        return Arrays.stream(way.getGenericParameterTypes())
                .flatMap(type -> type instanceof ParameterizedType generic
                        ? Stream.concat(
                                Stream.of(generic.getRawType()), Arrays.stream(generic.getActualTypeArguments()))
                        : Stream.of(type))
                .filter(Class.class::isInstance)
                .map(type -> (Class<?>) type);
    }
}
