package io.aro.db.canary;

import io.aro.db.config.BusinessConfig;
import io.aro.db.crypto.Secret;
import io.aro.db.event.Actor;
import io.aro.db.event.EventQuery;
import io.aro.db.idempotency.FailureAction;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.RequestIdentity;
import io.aro.db.phone.PhoneParser;
import io.aro.db.repository.Changes;
import io.aro.db.repository.PageRequest;
import io.aro.db.testkit.builder.Builders;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Arguments for any public method, by the types of its parameters and the names of record components.
 *
 * @param texts the texts to use
 * @param rows the rows of the ids
 */
record Arguments(Texts texts, Rows rows) {

    /** A time before the start of the test's clock, since some times must not be in the future. */
    private static final Instant PAST = Instant.parse("2026-01-02T10:00:00Z");

    /** Returns the arguments for a call of the method on an object of the type. */
    @Nullable
    Object[] of(Class<?> type, Method method) {
        String noun = method.getName() + " " + type.getSimpleName();
        return Arrays.stream(method.getParameters())
                .map(Parameter::getParameterizedType)
                .map(parameter -> of(parameter, noun))
                .toArray();
    }

    private @Nullable Object of(Type type, String noun) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric((Class<?>) generic.getRawType(), generic.getActualTypeArguments()[0], noun);
        }
        return type instanceof Class<?> plain ? ofPlain(plain, noun) : texts.of(noun);
    }

    private @Nullable Object ofGeneric(Class<?> type, Type element, String noun) {
        if (type == Stream.class) {
            return Stream.of(of(element, noun));
        }
        if (type == Class.class) {
            return String.class;
        }
        if (type == Changes.class) {
            return rows.changes(noun, texts);
        }
        if (type == UnaryOperator.class) {
            return UnaryOperator.identity();
        }
        if (type == Function.class) {
            return (Function<Object, Object>) failure -> FailureAction.giveUp();
        }
        return Collection.class.isAssignableFrom(type) ? List.of(of(element, noun)) : ofPlain(type, noun);
    }

    private @Nullable Object ofPlain(Class<?> type, String noun) {
        return switch (type.getSimpleName()) {
            case "String" -> texts.of(noun);
            case "String[]" -> new String[] {texts.of(noun)};
            case "UUID" -> rows.idFor(noun);
            case "int" -> noun.contains("Version") || noun.contains("ConfigRepository") ? 1 : 5;
            case "Integer" -> null;
            case "boolean" -> true;
            case "Object" -> Map.of("name", texts.of("name"));
            case "BigDecimal" -> BigDecimal.TEN;
            case "Instant" -> PAST;
            case "Duration" -> Duration.ofMinutes(45);
            case "Period" -> Period.ofYears(1);
            case "LocalDate" -> LocalDate.of(2026, 5, 4);
            case "LocalTime" -> LocalTime.NOON;
            case "ZoneId" -> ZoneOffset.UTC;
            case "Secret" -> Secret.of(texts.of(noun));
            case "Condition" -> rows.condition(noun, texts);
            case "PageRequest" -> PageRequest.of(5);
            case "EventQuery" -> EventQuery.byActor(Actor.user(texts.of(noun))).withLimit(5);
            // The name of a key is an id, present in messages and the log.
            case "IdempotencyKey" -> IdempotencyKey.of("calendly", "evt-7");
            case "IdempotencyPolicies" -> IdempotencyPolicies.defaults();
            case "BusinessConfig" -> config();
            case "PhoneParser" -> PhoneParser.ofRegion("US");
            case "RequestIdentity" -> RequestIdentity.wholeBody();
            default -> ofShape(type, noun);
        };
    }

    private @Nullable Object ofShape(Class<?> type, String noun) {
        if (type.isEnum()) {
            return type.getEnumConstants()[Math.min(1, type.getEnumConstants().length - 1)];
        }
        return type.isRecord() ? ofRecord(type) : ofInterface(type, noun);
    }

    private Object ofRecord(Class<?> type) {
        RecordComponent[] parts = type.getRecordComponents();
        Object[] values = Arrays.stream(parts)
                .map(part -> of(part.getGenericType(), part.getName()))
                .toArray();
        try {
            return type.getConstructor(
                            Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (InvocationTargetException e) {
            throw new RefusedException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a proxy; every handler answers with a canary. */
    private Object ofInterface(Class<?> type, String noun) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> switch (method.getName()) {
                    case "toString" -> type.getSimpleName();
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" ->
                        arguments != null && System.identityHashCode(self) == System.identityHashCode(arguments[0]);
                    default ->
                        method.getReturnType() == FailureAction.class ? FailureAction.giveUp() : answer(method, noun);
                });
    }

    private @Nullable Object answer(Method method, String noun) {
        return method.getReturnType() == void.class ? null : texts.of(noun);
    }

    private BusinessConfig config() {
        BusinessConfig valid = Builders.aBusinessConfig().build();
        return new BusinessConfig(
                texts.of("name"),
                texts.of("phone"),
                texts.of("email"),
                texts.of("address"),
                valid.timezone(),
                valid.businessHours(),
                valid.integrations(),
                valid.rules());
    }

    /** Thrown when a record refuses its generated values. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RefusedException(@Nullable Throwable refusal) {
            super("refused", refusal, false, false);
        }
    }
}
