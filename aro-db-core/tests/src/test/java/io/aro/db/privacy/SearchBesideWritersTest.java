package io.aro.db.privacy;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.ERASURES;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.event.Event;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Changes;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import java.sql.SQLException;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes during the searches of an erasure, in the same thread: a wait would fail the test. */
@BothEngines
class SearchBesideWritersTest {

    private static final Actor DESK = Actor.user("desk");
    private static final UUID CALL = new UUID(0, 1);

    private final AroDatabase writer;
    private final AroDatabase eraser;
    private final AtomicInteger searches = new AtomicInteger();
    private IntConsumer during = search -> {};
    private Customer ada;

    SearchBesideWritersTest(TestDatabase database, AroDatabase writer) {
        this.writer = writer;
        this.eraser = database.open(this::heard);
    }

    /** Writes after the search's query, with the cursor over the events open. */
    private @Nullable Object heard(JdbcCall call) throws SQLException {
        Object result = call.proceed();
        if (call.kind() == Kind.EXECUTE
                && call.plainSql().contains("from events where")
                && call.plainSql().contains("like")) {
            during.accept(searches.incrementAndGet());
        }
        return result;
    }

    @BeforeEach
    void insertCustomer() {
        ada = writer.customers().create(NewCustomer.withPhone("+15551234567").withName("Ada Lovelace"));
    }

    @AfterEach
    void close() {
        eraser.close();
    }

    private void tell(String text) {
        anEvent().about("call", CALL).data(Map.of("text", text)).insert(writer);
    }

    private List<String> told() {
        return writer.events().findByEntity("call", CALL, 1000).stream()
                .map(Event::data)
                .map(data -> data.get("text").asString())
                .toList();
    }

    @Test
    void erasesWhatIsWrittenWhileItSearches() {
        tell("Ada Lovelace called");
        during = search -> tell("Ada Lovelace called in search " + search);

        ErasureReport report =
                eraser.privacy().withConsentRetention(Period.ZERO).erase(ada.id(), DESK);

        assertThat(searches)
                .as("searches, each with the writes of the previous search")
                .hasValue(6);
        assertThat(told()).hasSize(7);
        assertThat(told().stream().filter("[erased]"::equals))
                .as("all except the last write")
                .hasSize(6);
        assertThat(report.changed()).containsEntry("events", 6);
    }

    @Test
    void searchesOnceMoreAfterTheLastWrite() {
        tell("Ada Lovelace called");
        during = search -> {
            if (search == 1) {
                tell("Ada Lovelace called again");
            }
        };

        eraser.privacy().erase(ada.id(), DESK);

        assertThat(searches).hasValue(3);
        assertThat(told()).containsExactly("[erased]", "[erased]");
    }

    @Test
    void erasesTheNameThatThePersonWasGivenWhileItSearched() {
        tell("Ada King called");
        during = search -> {
            if (search == 1) {
                writer.customers().update(ada.id(), Changes.set(CUSTOMERS.NAME, "Ada King"));
            }
        };

        eraser.privacy().erase(ada.id(), DESK);

        assertThat(told()).containsExactly("[erased]");
    }

    @Test
    void erasesMoreRowsThanOneTransactionTakes() {
        for (int i = 0; i < 450; i++) {
            tell("Ada Lovelace called");
        }

        ErasureReport report = eraser.privacy().erase(ada.id(), DESK);

        assertThat(told()).hasSize(450).containsOnly("[erased]");
        assertThat(report.changed()).containsEntry("events", 450);
        assertThat(report.isRepeated()).isFalse();
        long transactions = writer
                .session()
                .read(dsl -> dsl.selectFrom(ERASURES).fetch(ERASURES.TIMES))
                .stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(transactions)
                .as("transactions that a retention batch must see")
                .isEqualTo(3);
    }

    @Test
    void erasesNothingUnderAHoldThatIsPlacedWhileItSearches() {
        for (int i = 0; i < 201; i++) {
            tell("Ada Lovelace called");
        }
        during = search -> writer.legalHolds().create(ada.id(), "case 7", DESK);

        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() -> eraser.privacy().erase(ada.id(), DESK));

        assertThat(told()).hasSize(201).containsOnly("Ada Lovelace called");
        assertThat(writer.customers().getById(ada.id()).name()).isEqualTo("Ada Lovelace");
    }
}
