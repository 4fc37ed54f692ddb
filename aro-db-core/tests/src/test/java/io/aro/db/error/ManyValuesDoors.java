package io.aro.db.error;

import static io.aro.db.fixture.Given.phone;
import static io.aro.db.fixture.Given.visit;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.config.BusinessRules;
import io.aro.db.config.ReminderTiming;
import io.aro.db.customer.Customer;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.customer.CustomerRow;
import io.aro.db.customer.ExistingCustomer;
import io.aro.db.customer.ImportListener;
import io.aro.db.customer.ImportReport;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import io.aro.db.fixture.Given;
import io.aro.db.idempotency.RequestIdentity;
import io.aro.db.phone.PhoneParser;
import io.aro.db.privacy.internal.RepeatedErasure;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.repository.PageRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.Condition;

/** The methods with any number of values, each with its promise. */
final class ManyValuesDoors {

    /** More values than a statement of either driver binds. */
    private static final int VALUES = 70_000;

    /** More rows than ten batches. */
    private static final int ROWS = 5_100;

    private ManyValuesDoors() {}

    /** Returns the methods by name. */
    static Map<String, Door> all() {
        Map<String, Door> doors = new LinkedHashMap<>();
        addConditions(doors);
        addRows(doors);
        addTexts(doors);
        doors.put("RepeatedErasure.lookAt(Collection)", new Door(VALUES, ManyValuesDoors::looksAt));
        doors.put("BusinessRules.withReminderTiming(ReminderTiming[])", new Door(4, ManyValuesDoors::timings));
        return doors;
    }

    private static void addConditions(Map<String, Door> doors) {
        doors.put(
                "Repository.findAll(Condition)",
                finds((customers, ids) -> customers.findAll(ids).size()));
        doors.put(
                "Repository.findAll(Condition, int)",
                finds((customers, ids) -> customers.findAll(ids, 5).size()));
        doors.put(
                "Repository.stream(Condition)",
                finds((customers, ids) -> customers.stream(ids).count()));
        doors.put("Repository.count(Condition)", finds(CustomerRepository::count));
        doors.put("Repository.exists(Condition)", finds((customers, ids) -> customers.exists(ids) ? 1 : 0));
        doors.put(
                "PageRequest.where(Condition)",
                finds((customers, ids) ->
                        customers.page(PageRequest.of(5).where(ids)).items().size()));
        doors.put("PageRequest.listedIn(TableField, Condition)", new Door(VALUES, ManyValuesDoors::isListed));
    }

    private static void addRows(Map<String, Door> doors) {
        doors.put(
                "CustomerRepository.createAll(Collection)",
                inserts((db, count) -> db.customers().createAll(customers(count).toList())));
        doors.put(
                "CustomerRepository.createAll(Stream)",
                inserts((db, count) -> db.customers().createAll(customers(count))));
        doors.put(
                "CustomerRepository.importAll(Stream, ExistingCustomer)",
                imports((db, count) -> db.customers().importAll(rows(count), ExistingCustomer.KEEP)));
        doors.put(
                "CustomerRepository.importAll(Stream, ExistingCustomer, ImportListener)",
                imports((db, count) ->
                        db.customers().importAll(rows(count), ExistingCustomer.KEEP, new ImportListener() {})));
        doors.put(
                "CustomerRepository.importAll(Stream, ExistingCustomer, ImportListener, PhoneParser)",
                imports((db, count) -> db.customers()
                        .importAll(
                                rows(count),
                                ExistingCustomer.KEEP,
                                new ImportListener() {},
                                PhoneParser.ofRegion("US"))));
        doors.put("AppointmentRepository.createAll(Stream)", inserts((db, count) -> {
            UUID ada = Given.customer(db, count).id();
            return db.appointments().createAll(Collections.nCopies(count, visit(ada)).stream());
        }));
        doors.put("EventRepository.appendAll(Stream)", inserts((db, count) -> {
            UUID ada = Given.customer(db, count).id();
            NewEvent event = NewEvent.of("customer.called", "customer", ada, Actor.system("desk"));
            db.events().appendAll(Collections.nCopies(count, event).stream());
            return db.session().<Long>read(dsl -> (long) dsl.fetchCount(EVENTS, EVENTS.TYPE.eq(event.type())));
        }));
    }

    private static void addTexts(Map<String, Door> doors) {
        doors.put(
                "NewCustomer.withTags(String[])",
                tagged((db, tags) -> db.customers()
                        .create(NewCustomer.withPhone(phone(tags.size())).withTags(words(tags)))));
        doors.put(
                "CustomerRepository.addTags(UUID, String[])",
                tagged((db, tags) ->
                        db.customers().addTags(Given.customer(db, tags.size()).id(), words(tags))));
        doors.put("CustomerRepository.removeTags(UUID, String[])", new Door(VALUES, (db, count) -> {
            Customer ada =
                    db.customers().create(NewCustomer.withPhone(phone(count)).withTags("kept", "tag-0"));
            Customer left = db.customers().removeTags(ada.id(), words(texts("tag-", count)));
            assertThat(left.tags()).hasSize(count == 0 ? 2 : 1).contains("kept");
        }));
        doors.put("RequestIdentity.only(String[])", pointers(RequestIdentity::only));
        doors.put("RequestIdentity.except(String[])", pointers(RequestIdentity::except));
    }

    /** Searches for Ada's id after many unknown ids. */
    private static Door finds(BiFunction<CustomerRepository, Condition, Number> search) {
        return new Door(VALUES, (db, count) -> {
            Customer ada = Given.customer(db, count);
            Number found = search.apply(db.customers(), CUSTOMERS.ID.in(ids(count, ada.id())));
            assertThat(found.longValue()).isEqualTo(count == 0 ? 0 : 1);
        });
    }

    private static void isListed(AroDatabase db, int count) {
        UUID ada = Given.booked(db, count).customerId();
        PageRequest request =
                PageRequest.of(5).listedIn(APPOINTMENTS.CUSTOMER_ID, APPOINTMENTS.CUSTOMER_ID.in(ids(count, ada)));
        assertThat(db.customers().page(request).items()).hasSize(count == 0 ? 0 : 1);
    }

    private static Door inserts(Insert insert) {
        return new Door(ROWS, (db, count) -> assertThat(insert.apply(db, count)).isEqualTo(count));
    }

    private static Door imports(Import load) {
        return inserts((db, count) -> load.apply(db, count).inserted());
    }

    private static Door tagged(BiFunction<AroDatabase, List<String>, Customer> tag) {
        return new Door(VALUES, (db, count) -> {
            List<String> tags = texts("tag-", count);
            assertThat(tag.apply(db, tags).tags()).isEqualTo(tags);
        });
    }

    private static Door pointers(Function<String[], RequestIdentity> identity) {
        return new Door(VALUES, (db, count) -> {
            String[] pointers = words(texts("/part-", count));
            if (count == 0) {
                refuses("the JSON pointers", () -> identity.apply(pointers));
            } else {
                assertThat(identity.apply(pointers)).isEqualTo(identity.apply(pointers));
            }
        });
    }

    private static void looksAt(AroDatabase db, int count) {
        Customer ada = Given.customer(db, count);
        db.useTransaction(tx -> {
            RepeatedErasure erasure = new RepeatedErasure(tx.session());
            erasure.lookAt(ids(count, ada.id()));
            erasure.apply();
        });
        assertThat(db.customers().findById(ada.id())).contains(ada);
    }

    /** Passes repeated values: only three exist. */
    private static void timings(AroDatabase db, int count) {
        ReminderTiming[] timings =
                Collections.nCopies(count, ReminderTiming.HOURS_24).toArray(ReminderTiming[]::new);
        BusinessRules rules = BusinessRules.defaults();
        if (count == 0) {
            assertThat(rules.withReminderTiming(timings).reminderTiming()).isEmpty();
        } else {
            refuses("reminder timing", () -> rules.withReminderTiming(timings));
        }
    }

    private static void refuses(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(call)
                .satisfies(refused -> assertThat(refused.field()).isEqualTo(field));
    }

    private static Stream<NewCustomer> customers(int count) {
        return IntStream.range(0, count).mapToObj(number -> NewCustomer.withPhone(phone(number)));
    }

    private static Stream<CustomerRow> rows(int count) {
        return IntStream.range(0, count).mapToObj(number -> new CustomerRow(phone(number), null, "Ada", null, null));
    }

    private static List<UUID> ids(int count, UUID last) {
        return Stream.concat(
                        IntStream.range(1, count)
                                .mapToObj(number -> new UUID(0x4000L, 0x8000_0000_0000_0000L | number)),
                        Stream.of(last).limit(count))
                .toList();
    }

    private static List<String> texts(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> String.format(Locale.ROOT, "%s%s", prefix, number))
                .toList();
    }

    private static String[] words(List<String> texts) {
        return texts.toArray(String[]::new);
    }

    /**
     * A method with any number of values.
     *
     * @param many the large number of values
     * @param promise calls the method with a number of values, and checks the result
     */
    record Door(int many, Promise promise) {

        /** Calls the method with the number of values. */
        void keep(AroDatabase db, int count) {
            promise.keep(db, count);
        }
    }

    /** A check of the result of a call. */
    @FunctionalInterface
    interface Promise {

        void keep(AroDatabase db, int count);
    }

    /** A call that inserts a number of rows and returns their count. */
    @FunctionalInterface
    private interface Insert {

        long apply(AroDatabase db, int count);
    }

    /** An import of a number of rows. */
    @FunctionalInterface
    private interface Import {

        ImportReport apply(AroDatabase db, int count);
    }
}
