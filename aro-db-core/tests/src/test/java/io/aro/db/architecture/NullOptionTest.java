package io.aro.db.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.aro.db.AroDatabase;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.appointment.NewSlot;
import io.aro.db.appointment.StatusChange;
import io.aro.db.config.BusinessConfig;
import io.aro.db.config.BusinessHours;
import io.aro.db.config.BusinessRules;
import io.aro.db.config.DayHours;
import io.aro.db.config.Integrations;
import io.aro.db.connection.HostConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.ReplicaPolicy;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.connection.TimeLimits;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.Evidence;
import io.aro.db.consent.NewConsent;
import io.aro.db.consent.NewOptOut;
import io.aro.db.contact.Channel;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.event.Actor;
import io.aro.db.event.EventMetadata;
import io.aro.db.event.EventQuery;
import io.aro.db.event.NewEvent;
import io.aro.db.fixture.ShippedClasses;
import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.migration.Migrator;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderType;
import io.aro.db.repository.PageRequest;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.transaction.Transaction;
import io.aro.db.workflow.NewDeadLetter;
import io.aro.db.workflow.NewWorkflow;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The options and factories of all public values and configurations: each refuses null unless its signature allows
 * null.
 */
class NullOptionTest {

    private static final UUID ID = new UUID(0, 1);
    private static final Actor DESK = Actor.user("desk");

    @AutoClose
    private static final AroDatabase DB = AroDatabase.inMemory();

    private static final List<Object> VALUES = List.of(
            NewAppointment.of(ID, Instant.EPOCH, Duration.ofMinutes(45), "Cleaning", BigDecimal.TEN),
            NewSlot.at(Instant.EPOCH),
            StatusChange.by(DESK),
            BusinessConfig.of("Clinic", "+15550001", "desk@example.org"),
            BusinessHours.closed(),
            BusinessRules.defaults(),
            Integrations.none(),
            HostConfig.of(SQLDialect.SQLITE),
            PostgresConfig.of("jdbc:postgresql://localhost/aro", "aro", "secret"),
            SqliteConfig.inMemory(),
            ReplicaPolicy.defaults(),
            TimeLimits.defaults(),
            Evidence.none(),
            NewConsent.toAll("+15550001", ConsentMethod.VERBAL),
            NewOptOut.fromAll("+15550001"),
            NewCustomer.withPhone("+15550001"),
            EventMetadata.from("desk"),
            EventQuery.all(),
            NewEvent.of("message.received", "customer", ID, DESK),
            IdempotencyPolicies.defaults(),
            IdempotencyPolicy.of(Duration.ofDays(30), Duration.ofDays(1)),
            NewReminder.of(ID, ReminderType.CUSTOM, Channel.SMS),
            PageRequest.of(10),
            RetentionPolicy.defaults(),
            NewDeadLetter.ofSkill("calendly"),
            NewWorkflow.named("win-back"));

    private static final List<Object> DOORS =
            List.of(DB, DB.inTransaction(Transaction::deliveryOrder), Migrator.of("jdbc:sqlite::memory:"));

    /** The arguments beside the null argument. */
    private static final Map<Class<?>, Object> PRESENT = Map.ofEntries(
            Map.entry(int.class, 1),
            Map.entry(String.class, "+15550001"),
            Map.entry(UUID.class, ID),
            Map.entry(Actor.class, DESK),
            Map.entry(BigDecimal.class, BigDecimal.TEN),
            Map.entry(Instant.class, Instant.EPOCH),
            Map.entry(Duration.class, Duration.ofDays(1)),
            Map.entry(Period.class, Period.ofYears(1)),
            Map.entry(DayOfWeek.class, DayOfWeek.MONDAY),
            Map.entry(DayHours.class, DayHours.closed()),
            Map.entry(LocalTime.class, LocalTime.NOON),
            Map.entry(Channel.class, Channel.SMS),
            Map.entry(ConsentMethod.class, ConsentMethod.VERBAL),
            Map.entry(ReminderType.class, ReminderType.CUSTOM),
            Map.entry(IdempotencyPolicy.class, IdempotencyPolicy.of(Duration.ofDays(30), Duration.ofDays(1))));

    @TestFactory
    Stream<DynamicTest> optionsRefuseNull() {
        return samples().flatMap(sample -> options(sample.getClass()).flatMap(option -> refusals(sample, option)));
    }

    @TestFactory
    Stream<DynamicTest> factoriesRefuseNull() {
        return VALUES.stream()
                .flatMap(sample -> factories(sample.getClass()).flatMap(factory -> refusals(sample, factory)));
    }

    @Test
    void areThoseOfEveryTypeThatIsCopiedWithAnotherValue() {
        List<String> copied = new ClassFileImporter()
                .withImportOption(new ShippedClasses()).importPackages("io.aro.db").stream()
                        .filter(NullOptionTest::isOfCore)
                        .filter(type -> type.getMethods().stream().anyMatch(method -> isCopy(type, method)))
                        .map(JavaClass::getName)
                        .toList();

        assertThat(samples().map(sample -> sample.getClass().getName())).hasSameElementsAs(copied);
    }

    private static Stream<Object> samples() {
        return Stream.concat(VALUES.stream(), DOORS.stream());
    }

    private static boolean isOfCore(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.getPackageName().contains(".internal")
                && !type.getPackageName().startsWith("io.aro.db.testkit")
                && (type.isRecord() || type.getModifiers().contains(JavaModifier.FINAL));
    }

    private static boolean isCopy(JavaClass type, JavaMethod method) {
        return method.getName().startsWith("with")
                && method.getModifiers().contains(JavaModifier.PUBLIC)
                && !method.getModifiers().contains(JavaModifier.STATIC)
                && method.getRawReturnType().equals(type);
    }

    private static Stream<Method> options(Class<?> type) {
        return makers(type)
                .filter(method -> !Modifier.isStatic(method.getModifiers())
                        && method.getName().startsWith("with"));
    }

    private static Stream<Method> factories(Class<?> type) {
        return makers(type).filter(method -> Modifier.isStatic(method.getModifiers()));
    }

    private static Stream<Method> makers(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getReturnType().equals(type));
    }

    /** Returns a test for each argument that must not be null, and for the elements of a list argument. */
    private static Stream<DynamicTest> refusals(Object sample, Method maker) {
        return IntStream.range(0, maker.getParameterCount())
                .filter(index -> refusesNull(maker.getAnnotatedParameterTypes()[index]))
                .boxed()
                .flatMap(index -> maker.isVarArgs()
                        ? Stream.of(refusal(sample, maker, index, null), refusal(sample, maker, index, oneNull(maker)))
                        : Stream.of(refusal(sample, maker, index, null)));
    }

    private static boolean refusesNull(AnnotatedType parameter) {
        return !(parameter.getType() instanceof Class<?> type && type.isPrimitive())
                && !parameter.isAnnotationPresent(Nullable.class);
    }

    private static Object oneNull(Method maker) {
        return Array.newInstance(maker.getParameterTypes()[0].getComponentType(), 1);
    }

    private static DynamicTest refusal(Object sample, Method maker, int index, @Nullable Object missing) {
        @Nullable Object[] arguments = new @Nullable Object[maker.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i == index ? missing : PRESENT.get(maker.getParameterTypes()[i]);
        }
        List<String> shown = Arrays.stream(maker.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(ArrayList::new));
        shown.set(index, missing == null ? "null" : "[null]");
        String name = sample.getClass().getSimpleName() + "." + maker.getName() + shown;
        return DynamicTest.dynamicTest(
                name,
                () -> assertThat(catchThrowable(() -> call(sample, maker, arguments)))
                        .as(name)
                        .isInstanceOf(AroDatabaseException.class));
    }

    private static void call(Object sample, Method maker, @Nullable Object[] arguments) throws Throwable {
        try {
            maker.invoke(sample, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
