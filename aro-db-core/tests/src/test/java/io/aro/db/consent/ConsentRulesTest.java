package io.aro.db.consent;

import static io.aro.db.fixture.Given.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.schema.Tables;
import io.aro.db.schema.tables.records.ConsentsRecord;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Refusals by the database itself, for statements of jOOQ and plain SQL that bypass the library. */
@BothEngines
class ConsentRulesTest {

    private static final String ADA = phone(1);
    private static final String TIME = "'2026-03-02 15:04:05.123456+00:00'";

    private final AroDatabase db;
    private final TestDatabase database;

    ConsentRulesTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    @Test
    void takesAConsentWithDateAndMethodAndAnOptOutWithDate() {
        assertThatCode(() -> insert("consent_given, consent_date, consent_method", "TRUE, " + TIME + ", 'verbal'"))
                .doesNotThrowAnyException();
        assertThatCode(() -> insert("consent_given, opt_out_date", "FALSE, " + TIME))
                .doesNotThrowAnyException();
        assertThat(db.consents().findByPhone(ADA, 10)).hasSize(2);
    }

    @Test
    void refusesAConsentWithoutMethodOrDate() {
        violates("ck_consents_given", "consent_given, consent_date", "TRUE, " + TIME);
        violates("ck_consents_given", "consent_given, consent_method", "TRUE, 'verbal'");
        violates("ck_consents_given", row -> {
            row.setConsentGiven(true);
            row.setConsentDate(db.session().now());
        });
    }

    @Test
    void refusesAnOptOutWithoutDateAndARowThatSaysBoth() {
        violates("ck_consents_opt_out", "consent_given", "FALSE");
        violates("ck_consents_opt_out", "consent_method", "'verbal'");
        violates(
                "ck_consents_opt_out",
                "consent_given, consent_date, consent_method, opt_out_date",
                "TRUE, " + TIME + ", 'verbal', " + TIME);
        violates("ck_consents_opt_out", row -> row.setConsentGiven(false));
    }

    @Test
    void refusesAnUnknownChannel() {
        violates("ck_consents_channel", "opt_out_date, channel", TIME + ", 'fax'");
        violates("ck_consents_channel", row -> {
            row.setOptOutDate(db.session().now());
            row.setChannel("fax");
        });
    }

    @Test
    void refusesEvidenceThatIsTooLong() {
        tooLong(row -> row.setConsentText("x".repeat(2001)));
        tooLong(row -> row.setTextVersion("x".repeat(51)));
        tooLong(row -> row.setSource("x".repeat(501)));
        tooLong(row -> row.setUserAgent("x".repeat(501)));
    }

    @Test
    void showsAnAddressOnRecordThatTheLibraryWouldNotTake() throws SQLException {
        insert("opt_out_date, ip_address", TIME + ", 'unknown'");

        assertThat(db.consents().findByPhone(ADA, 1))
                .singleElement()
                .satisfies(row -> assertThat(row.evidence().ipAddress()).isEqualTo("unknown"));
    }

    /** Asserts a refusal of a long text. PostgreSQL names no rule for a text beyond its type. */
    private void tooLong(Consumer<ConsentsRecord> values) {
        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> insert(row -> {
                    row.setOptOutDate(db.session().now());
                    values.accept(row);
                }))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.CHECK))
                .withMessageNotContaining("xxx");
    }

    private void violates(String rule, Consumer<ConsentsRecord> values) {
        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> insert(values))
                .satisfies(refused -> assertIs(rule, refused));
    }

    private void violates(String rule, String columns, String values) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> insert(columns, values))
                .satisfies(refused -> assertIs(rule, VendorErrors.translate(refused)));
    }

    private static void assertIs(String rule, AroDatabaseException refused) {
        assertThat(refused)
                .isInstanceOfSatisfying(ConstraintViolationException.class, violation -> {
                    assertThat(violation.kind()).isEqualTo(Kind.CHECK);
                    assertThat(violation.constraint()).hasValue(rule);
                })
                .hasMessageNotContaining(ADA.substring(1));
    }

    private void insert(Consumer<ConsentsRecord> values) {
        ConsentsRecord row = new ConsentsRecord();
        row.setPhone(ADA);
        values.accept(row);
        db.session().write(dsl -> dsl.insertInto(Tables.CONSENTS).set(row).execute());
    }

    private void insert(String columns, String values) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO consents (phone, " + columns + ") VALUES ('" + ADA + "', " + values + ")");
        }
    }
}
