package io.aro.db.time;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.error.UnreadableValueException;
import io.aro.db.fixture.Given;
import io.aro.db.repository.PageRequest;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hand-written times unknown to Java, or in a different form. Checks refuse them, and without checks a read does. */
@BothEngines
@Tag("contract")
class UnreadableTimeTest {

    private static final String COLUMN = "customers.last_review_request_date";

    /** Times of PostgreSQL outside of the years 1 to 9999. */
    private static final List<String> BEYOND = List.of(
            "infinity", "-infinity", "0044-03-15 12:00:00+00 BC", "20000-01-01 00:00:00+00", "10000-01-01 00:00:00+00");

    /** Forms read by SQLite's functions, or sorted unlike times. */
    private static final List<String> OTHER_FORMS = List.of(
            "infinity",
            "0000-12-31 23:59:59.000000+00:00",
            "20000-01-01 00:00:00.000000+00:00",
            "2026-03-01 10:00:00+00:00",
            "2026-03-01 10:00:00.5+00:00",
            "2026-03-01 10:00:00.500+00:00",
            "2026-03-01 10:00:00.500000Z",
            "2026-03-01 10:00:00.500000+02:00",
            "2026-03-01T10:00:00.500000+00:00",
            "2026-03-01 24:00:00.000000+00:00",
            "2026-06-30 23:59:60.000000+00:00",
            "2026-02-29 10:00:00.000000+00:00");

    private final TestDatabase database;
    private final AroDatabase db;

    UnreadableTimeTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
    }

    private List<String> unreadable() {
        return database.engine().isPostgres() ? BEYOND : OTHER_FORMS;
    }

    private void set(String time, boolean isChecked) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            if (!isChecked) {
                statement.execute(
                        database.engine().isPostgres()
                                ? "ALTER TABLE customers DROP CONSTRAINT IF EXISTS ck_customers_last_review_request_date"
                                : "PRAGMA ignore_check_constraints = ON");
            }
            statement.execute("UPDATE customers SET last_review_request_date = '" + time + "'");
        }
    }

    @Test
    @DisplayName("BR-57 A check refuses hand-written times that cannot be read back")
    void aCheckRefusesThemByHand() {
        Customer ada = Given.customer(db, 1);

        assertThat(unreadable())
                .allSatisfy(time -> assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> set(time, true))
                        .withMessageContaining("ck_customers_last_review_request_date"));
        assertThat(db.customers().findById(ada.id())).contains(ada);
    }

    @Test
    @DisplayName("BR-57 Without the check, a read names the column of such a time")
    void whereTheCheckIsGoneAReadNamesTheColumn() {
        Customer ada = Given.customer(db, 1);

        assertThat(unreadable()).allSatisfy(time -> {
            set(time, false);

            assertThat(reads(ada))
                    .allSatisfy(read -> assertThatExceptionOfType(UnreadableValueException.class)
                            .isThrownBy(read::get)
                            .withNoCause()
                            .withMessage("A value of " + COLUMN
                                    + " is not a time between the years 1 and 9999; correct it in the database.")
                            .extracting(UnreadableValueException::column)
                            .isEqualTo(COLUMN));
        });
        assertThatCode(() -> set("2026-03-01 10:00:00.500000+00:00", false)).doesNotThrowAnyException();
        assertThat(db.customers().findById(ada.id())).isPresent();
    }

    private List<Supplier<Object>> reads(Customer ada) {
        return List.of(
                () -> db.customers().findById(ada.id()),
                () -> db.customers().findByPhone(ada.phone()),
                () -> db.customers().page(PageRequest.of(10).ascending(CUSTOMERS.LAST_REVIEW_REQUEST_DATE)),
                () -> db.inTransaction(tx -> tx.customers().findById(ada.id())),
                () -> {
                    try (Stream<Customer> all = db.customers().stream(noCondition())) {
                        return all.toList();
                    }
                });
    }
}
