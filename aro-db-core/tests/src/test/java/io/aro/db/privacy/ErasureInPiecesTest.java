package io.aro.db.privacy;

import static io.aro.db.schema.Tables.ERASURES;
import static io.aro.db.testkit.builder.Builders.aConsent;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.event.Event;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionService;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.fault.Failure;
import io.aro.db.testkit.fault.Faults;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Concurrent changes between the transactions of an erasure. */
@BothEngines
class ErasureInPiecesTest {

    private static final Actor DESK = Actor.user("desk");
    private static final UUID CALL = new UUID(0, 1);

    private final AroDatabase db;
    private final AroDatabase eraser;
    private final TestClock clock;
    private final Faults faults;
    private boolean isSearching = true;
    private boolean isInTheFirst;
    private Runnable whileItSearches = () -> {};
    private Runnable afterTheFirst = () -> {};
    private Customer ada;

    @TempDir
    private Path folder = Path.of("");

    ErasureInPiecesTest(TestDatabase database, AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
        this.faults = Faults.of(database);
        this.eraser = database.open(this::heard);
    }

    /**
     * Runs the change after the first transaction, which counts itself at its end, and before the begin of the next.
     */
    private @Nullable Object heard(JdbcCall call) throws SQLException {
        if (isInTheFirst && call.kind() == Kind.BEGIN) {
            isInTheFirst = false;
            Runnable once = afterTheFirst;
            afterTheFirst = () -> {};
            once.run();
        }
        Object result = faults.intercept(call);
        if (call.kind() == Kind.EXECUTE && call.plainSql().contains("insert into erasures")) {
            isInTheFirst = true;
        }
        if (isSearching && call.kind() == Kind.EXECUTE && call.plainSql().contains("from events where")) {
            isSearching = false;
            whileItSearches.run();
        }
        return result;
    }

    @BeforeEach
    void insertCustomer() {
        ada = db.customers().create(NewCustomer.withPhone("+15551234567").withName("Ada Lovelace"));
    }

    @AfterEach
    void close() {
        eraser.close();
    }

    private void tell(String text) {
        anEvent().about("call", CALL).data(Map.of("text", text)).insert(db);
    }

    private List<String> told(String noun, UUID id) {
        return db.events().findByEntity(noun, id, 1000).stream()
                .filter(event -> event.data().has("text"))
                .map(Event::data)
                .map(data -> data.get("text").asString())
                .toList();
    }

    private boolean isKnownAsErased() {
        return db.session().<Boolean>read(dsl -> dsl.fetchExists(ERASURES, ERASURES.CUSTOMER_ID.eq(ada.id())));
    }

    private RetentionService retention() {
        return db.retention(FileArchive.in(folder));
    }

    @Test
    void aHoldThatStopsItHalfwayLeavesACustomerWhoWasNotErased() {
        aConsent().of(ada).insert(db);
        anEvent()
                .about("customer", ada.id())
                .data(Map.of("text", "prefers mornings"))
                .insert(db);
        clock.advance(Duration.ofDays(5 * 365));
        retention().run(RetentionPolicy.defaults());
        for (int i = 0; i < 201; i++) {
            tell("Ada Lovelace called");
        }
        afterTheFirst = () -> db.legalHolds().create(ada.id(), "case 7", DESK);

        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() -> eraser.privacy().erase(ada.id(), DESK));

        assertThat(told("call", CALL)).contains("[erased]", "Ada Lovelace called");
        assertThat(isKnownAsErased()).isFalse();
        retention().archive().findAll().forEach(segment -> retention().archive().restore(segment.id()));
        assertThat(told("customer", ada.id())).containsExactly("prefers mornings");
        assertThat(db.customers().getById(ada.id()).name()).isEqualTo("Ada Lovelace");
        db.legalHolds().lift(ada.id(), DESK);
        clock.advance(Duration.ofDays(5 * 365));
        retention().run(RetentionPolicy.defaults());
        assertThat(db.consents().findByCustomerId(ada.id(), 10)).isNotEmpty();
        assertThat(db.privacy().erase(ada.id(), DESK).isRepeated()).isFalse();
    }

    @Test
    void aHoldThatComesAfterItLeavesNothingThatCouldNeverBeFoundAgain() {
        whileItSearches = () -> tell("Ada Lovelace called");
        afterTheFirst = () -> db.legalHolds().create(ada.id(), "case 7", DESK);

        eraser.privacy().erase(ada.id(), DESK);

        assertThat(db.legalHolds().find(ada.id())).isPresent();
        assertThat(told("call", CALL)).containsExactly("[erased]");
    }

    @Test
    void aLockThatIsNotToBeHadIsTriedAgain() {
        whileItSearches = () -> tell("Ada Lovelace called");
        faults.onStatement("insert into erasures").fails(Failure.DEADLOCK);
        afterTheFirst = () -> faults.onStatement("insert into erasures").fails(Failure.LOCK_TIMEOUT);

        ErasureReport report = eraser.privacy().erase(ada.id(), DESK);

        assertThat(faults.hits()).hasSize(2);
        assertThat(told("call", CALL)).containsExactly("[erased]");
        assertThat(report.changed()).containsEntry("customers", 1);
    }
}
