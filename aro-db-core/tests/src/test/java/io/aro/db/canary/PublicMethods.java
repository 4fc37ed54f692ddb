package io.aro.db.canary;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.AppointmentRepository;
import io.aro.db.config.BusinessConfigRepository;
import io.aro.db.consent.ConsentRepository;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.event.EventRepository;
import io.aro.db.hold.LegalHoldRepository;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.StoredKeyRepository;
import io.aro.db.ordering.DeliveryOrderRepository;
import io.aro.db.privacy.PrivacyService;
import io.aro.db.reminder.ReminderLogRepository;
import io.aro.db.workflow.DeadLetterRepository;
import io.aro.db.workflow.WorkflowInstanceRepository;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The public methods of all services of a database, for calls by reflection. */
final class PublicMethods {

    private static final Map<Class<?>, Function<AroDatabase, Object>> SERVICES = services();

    private PublicMethods() {}

    private static Map<Class<?>, Function<AroDatabase, Object>> services() {
        Map<Class<?>, Function<AroDatabase, Object>> services = new LinkedHashMap<>();
        services.put(CustomerRepository.class, AroDatabase::customers);
        services.put(AppointmentRepository.class, AroDatabase::appointments);
        services.put(ReminderLogRepository.class, AroDatabase::reminders);
        services.put(ConsentRepository.class, AroDatabase::consents);
        services.put(EventRepository.class, AroDatabase::events);
        services.put(BusinessConfigRepository.class, AroDatabase::businessConfig);
        services.put(WorkflowInstanceRepository.class, AroDatabase::workflows);
        services.put(DeadLetterRepository.class, AroDatabase::deadLetters);
        services.put(IdempotencyService.class, AroDatabase::idempotency);
        services.put(StoredKeyRepository.class, db -> db.idempotency().keys());
        services.put(LegalHoldRepository.class, AroDatabase::legalHolds);
        services.put(PrivacyService.class, AroDatabase::privacy);
        return services;
    }

    /** Returns the types, with {@link DeliveryOrderRepository} last, which exists in a transaction only. */
    static List<Class<?>> types() {
        return Stream.concat(SERVICES.keySet().stream(), Stream.<Class<?>>of(DeliveryOrderRepository.class))
                .toList();
    }

    /** Returns the methods of the type, in a stable order. */
    static List<Method> of(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class
                        && !method.isBridge()
                        && !Modifier.isStatic(method.getModifiers()))
                .sorted(Comparator.comparing(Method::toGenericString))
                .toList();
    }

    /** Calls the method on the service of the database, or of a new transaction. */
    static @Nullable Object invoke(AroDatabase db, Class<?> type, Method method, @Nullable Object[] arguments)
            throws ReflectiveOperationException {
        Function<AroDatabase, Object> service = SERVICES.get(type);
        return service == null
                ? db.<@Nullable Object, ReflectiveOperationException>inTransaction(
                        tx -> method.invoke(tx.deliveryOrder(), arguments))
                : method.invoke(service.apply(db), arguments);
    }
}
