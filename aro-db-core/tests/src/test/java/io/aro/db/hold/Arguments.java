package io.aro.db.hold;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static java.util.Map.entry;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.appointment.NewAppointment;
import io.aro.db.appointment.NewSlot;
import io.aro.db.appointment.StatusChange;
import io.aro.db.archive.ArchiveSink;
import io.aro.db.archive.FileArchive;
import io.aro.db.config.BusinessConfig;
import io.aro.db.consent.Consent;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.NewConsent;
import io.aro.db.consent.NewOptOut;
import io.aro.db.contact.Channel;
import io.aro.db.customer.CustomerRow;
import io.aro.db.customer.ImportListener;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.event.EventQuery;
import io.aro.db.event.NewEvent;
import io.aro.db.fixture.Given;
import io.aro.db.idempotency.FailureAction;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyListener;
import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.LeasedHandler;
import io.aro.db.idempotency.Reconciliation;
import io.aro.db.phone.PhoneParser;
import io.aro.db.reminder.MessageLimit;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderType;
import io.aro.db.repository.Changes;
import io.aro.db.repository.PageRequest;
import io.aro.db.retention.RetentionListener;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.transaction.TransactionFunction;
import io.aro.db.workflow.NewDeadLetter;
import io.aro.db.workflow.NewWorkflow;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jooq.Condition;

/** Arguments of public methods by parameter type, all about the customers of a file. */
final class Arguments {

    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
    private static final Actor US = Actor.user("front-desk");

    private final Map<Class<?>, List<?>> values = new HashMap<>();

    private Arguments() {}

    /** Returns arguments about a file with these row ids. */
    static Arguments about(CustomerFile file, Collection<UUID> ids, Path folder) {
        Arguments arguments = new Arguments();
        UUID customer = file.customer().id();
        UUID visit = ids.stream().findFirst().orElse(customer);
        arguments.values.put(UUID.class, List.copyOf(ids));
        arguments.values.put(ArchiveSink.class, List.of(FileArchive.in(folder)));
        arguments.values.putAll(PLAIN);
        arguments.values.putAll(Map.ofEntries(
                entry(String.class, List.of(file.customer().phone())),
                entry(NewCustomer.class, List.of(NewCustomer.withPhone(Given.phone(file.number())))),
                entry(
                        CustomerRow.class,
                        List.of(new CustomerRow(Given.phone(file.number()), "b@example.org", "Bo", null, "new"))),
                entry(
                        NewAppointment.class,
                        List.of(NewAppointment.of(customer, FAR, Duration.ofHours(1), "Cleaning", BigDecimal.TEN))),
                entry(NewConsent.class, List.of(NewConsent.toAll(file.customer().phone(), ConsentMethod.VERBAL))),
                entry(NewOptOut.class, List.of(NewOptOut.fromAll(file.customer().phone()))),
                entry(NewReminder.class, List.of(NewReminder.of(visit, ReminderType.HOURS_24, Channel.SMS))),
                entry(NewEvent.class, List.of(NewEvent.of("customer.noted", "customer", customer, US))),
                entry(NewWorkflow.class, List.of(NewWorkflow.named("remind"))),
                entry(Consent.class, List.of(file.consent()))));
        return arguments;
    }

    private static final Map<Class<?>, List<?>> PLAIN = Map.ofEntries(
            entry(int.class, List.of(10)),
            entry(Object.class, List.of(Map.of("said", "yes"))),
            entry(Class.class, List.of(String.class)),
            entry(Instant.class, List.of(FAR)),
            entry(Duration.class, List.of(Duration.ofSeconds(1))),
            entry(Period.class, List.of(Period.ZERO)),
            entry(LocalDate.class, List.of(LocalDate.EPOCH)),
            entry(YearMonth.class, List.of(YearMonth.of(2027, 1))),
            entry(ZoneId.class, List.of(ZoneOffset.UTC)),
            entry(BigDecimal.class, List.of(BigDecimal.TEN)),
            entry(String[].class, List.of((Object) new String[] {"vip"})),
            entry(Condition.class, List.of(noCondition())),
            entry(Actor.class, List.of(US)),
            entry(StatusChange.class, List.of(StatusChange.by(US).withReason("a mistake"))),
            entry(NewSlot.class, List.of(NewSlot.at(FAR))),
            entry(BusinessConfig.class, List.of(BusinessConfig.of("Clinic", "+15550000000", "a@example.org"))),
            entry(EventQuery.class, List.of(EventQuery.all())),
            entry(IdempotencyKey.class, List.of(IdempotencyKey.of("calendly", "evt-1"))),
            entry(IdempotencyPolicies.class, List.of(IdempotencyPolicies.defaults())),
            entry(MessageLimit.class, List.of(MessageLimit.perDay(3))),
            entry(NewDeadLetter.class, List.of(NewDeadLetter.ofSkill("send_sms"))),
            entry(PageRequest.class, List.of(PageRequest.of(10))),
            entry(PhoneParser.class, List.of(PhoneParser.ofRegion("US"))),
            entry(RetentionPolicy.class, List.of(RetentionPolicy.defaults().withMonthsAhead(1))),
            entry(
                    Changes.class,
                    List.of(
                            Changes.set(CUSTOMERS.EMAIL, "b@example.org"),
                            Changes.set(APPOINTMENTS.NOTES, "in the evening"),
                            Changes.set(REMINDER_LOGS.CHANNEL, "email"),
                            Changes.set(WORKFLOW_INSTANCES.MAX_RETRIES, 4),
                            Changes.set(DEAD_LETTERS.SKILL_NAME, "send_email"))),
            entry(TransactionFunction.class, List.of((TransactionFunction<String, RuntimeException>) tx -> "done")),
            entry(LeasedHandler.class, List.of((LeasedHandler<String, RuntimeException>) lease -> "done")),
            entry(Reconciliation.class, List.of((Reconciliation<String, RuntimeException>)
                    key -> FailureAction.park())),
            entry(Function.class, List.of((Function<Object, Object>) failure -> FailureAction.park())),
            entry(UnaryOperator.class, List.of(UnaryOperator.identity())),
            entry(Consumer.class, List.of((Consumer<Object>) row -> {})),
            entry(ImportListener.class, List.of(new ImportListener() {})),
            entry(IdempotencyListener.class, List.of((IdempotencyListener) event -> {})),
            entry(RetentionListener.class, List.of((RetentionListener) (step, count) -> {})));

    /** Returns each combination of arguments of a method. */
    List<List<Object>> of(Method method) {
        List<List<Object>> combinations = List.of(List.of());
        for (Type parameter : method.getGenericParameterTypes()) {
            List<Object> choices = choices(method, parameter);
            combinations = combinations.stream()
                    .flatMap(begun -> choices.stream().map(choice -> {
                        List<Object> longer = new ArrayList<>(begun);
                        longer.add(choice);
                        return longer;
                    }))
                    .toList();
        }
        return combinations;
    }

    private List<Object> choices(Method method, Type parameter) {
        if (parameter instanceof ParameterizedType generic && generic.getRawType() == Stream.class) {
            return List.of(choices(method, generic.getActualTypeArguments()[0]).stream());
        }
        if (parameter instanceof ParameterizedType generic && generic.getRawType() == Collection.class) {
            return List.of(choices(method, generic.getActualTypeArguments()[0]));
        }
        Class<?> type = (Class<?>) (parameter instanceof ParameterizedType generic ? generic.getRawType() : parameter);
        if (type.isEnum()) {
            return Arrays.asList(type.getEnumConstants());
        }
        List<?> known = values.get(type);
        if (known == null) {
            throw new AssertionError(String.format(
                    Locale.ROOT,
                    "The walk has no %s for %s; give it one here, about the customer of a file.",
                    type.getSimpleName(),
                    method));
        }
        return List.copyOf(known);
    }
}
