package io.aro.db.consent;

import static io.aro.db.contact.Channel.SMS;
import static io.aro.db.fixture.Given.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Watched;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Action;
import io.aro.db.testkit.jdbc.Statements;
import org.junit.jupiter.api.Test;

/** The number of statements of each call on consents. */
@BothEngines
class ConsentStatementsTest {

    private static final String ADA = phone(1);

    private final int lock;
    private final Watched watched;
    private final AroDatabase db;

    ConsentStatementsTest(TestDatabase database, TestClock clock) {
        this.lock = database.engine().isPostgres() ? 1 : 0;
        this.watched = Watched.over(database, clock);
        this.db = watched.db();
    }

    @Test
    void takesTwoStatementsAndALockToGiveAndToRevoke() {
        assertSent(2 + lock, 1, () -> db.consents().append(NewConsent.toAll(ADA, ConsentMethod.VERBAL)));
        assertSent(2 + lock, 1, () -> db.consents().append(NewOptOut.fromAll(ADA)));
    }

    @Test
    void takesOneStatementToAskAndALockMoreToHoldTheAnswer() {
        assertSent(1, 0, () -> db.consents().mayContact(ADA, SMS));
        assertSent(1, 0, () -> db.consents().mayContact(ADA, SMS, db.session().now()));
        assertSent(1 + lock, 1, () -> db.inTransaction(tx -> tx.consents().lockConsent(ADA, SMS)));
    }

    @Test
    void takesOneStatementForEachHistory() {
        Consent given = db.consents().append(NewConsent.toAll(ADA, ConsentMethod.VERBAL));

        assertSent(1, 0, () -> db.consents().findByPhone(ADA, given, 10));
        assertSent(1, 0, () -> db.consents().findByCustomerId(given.id(), 10));
    }

    private void assertSent(int count, int commits, Action<RuntimeException> call) {
        Statements sent = watched.counter().counting(call);

        assertThat(sent.count()).as("%s", sent).isEqualTo(count);
        assertThat(sent.commits()).isEqualTo(commits);
    }
}
