package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.error.MigrationException;
import io.aro.db.fixture.Rows;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import java.sql.SQLException;
import java.util.List;

/** Brings consents and reminders that were written before version 9 to it. */
class OldMessagesTest {

    private static final String MADE = "'2026-01-01 10:00:00+00:00'";
    private static final String SAID = "'2026-01-02 10:00:00+00:00'";
    private static final String STOPPED = "'2026-01-03 10:00:00+00:00'";

    @BothEngines
    void makesOneFactOfEachRow(@Unmigrated TestDatabase database) throws SQLException {
        Migrator migrator = beforeVersionNine(database);
        Look look = new Look(database);
        look.run(consent("+15550001", "TRUE", SAID, "'verbal'", "NULL"));
        look.run(consent("+15550002", "TRUE", "NULL", "NULL", "NULL"));
        look.run(consent("+15550003", "FALSE", "NULL", "NULL", "NULL"));
        look.run(consent("+15550004", "FALSE", SAID, "'verbal'", STOPPED));
        look.run(consent("+15550005", "TRUE", SAID, "'web_form'", STOPPED));

        migrator.migrate();

        String day = database.engine().isPostgres() ? "to_char(%s AT TIME ZONE 'UTC', 'DD')" : "substr(%s, 9, 2)";
        assertThat(Rows.query(
                        database,
                        "SELECT phone, CASE WHEN consent_given = TRUE THEN 'yes' ELSE 'no' END, "
                                + day.formatted("consent_date") + ", consent_method, " + day.formatted("opt_out_date")
                                + ", channel FROM consents"))
                .containsExactlyInAnyOrder(
                        "+15550001|yes|02|verbal|null|null",
                        "+15550002|yes|01|imported|null|null",
                        "+15550003|no|null|null|01|null",
                        "+15550004|no|02|verbal|03|null",
                        "+15550005|yes|02|web_form|null|null",
                        "+15550005|no|null|null|03|null");
        try (AroDatabase db = database.open()) {
            assertThat(db.consents().findByPhone("+15550005", 10)).hasSize(2);
        }
    }

    @BothEngines
    void stopsAndKeepsEverythingIfTwoRemindersHaveOneMessageId(@Unmigrated TestDatabase database) throws SQLException {
        Migrator migrator = beforeVersionNine(database);
        Look look = new Look(database);
        look.run(SampleRows.forTables(List.of("customers", "appointments", "appointment_transitions")));
        String reminder = "INSERT INTO reminder_logs (appointment_id, sent_at, type, channel, message_id)"
                + " SELECT id, " + MADE + ", '24h', 'sms', 'SM1' FROM appointments";
        look.run(reminder);
        look.run(reminder);

        assertThatExceptionOfType(MigrationException.class).isThrownBy(migrator::migrate);

        assertThat(Rows.count(database, "reminder_logs")).isEqualTo(2);
        look.run("DELETE FROM reminder_logs");
        migrator.migrate();
        look.run(reminder);
    }

    private static Migrator beforeVersionNine(TestDatabase database) {
        Migrator migrator = Migrator.of(database.jdbcUrl(), database.user(), database.password());
        migrator.migrate();
        migrator.rollback(8);
        return migrator;
    }

    private static String consent(String phone, String given, String date, String method, String optOut) {
        return "INSERT INTO consents (phone, consent_given, consent_date, consent_method, opt_out_date, created_at)"
                + " VALUES ('%s', %s, %s, %s, %s, %s)".formatted(phone, given, date, method, optOut, MADE);
    }
}
