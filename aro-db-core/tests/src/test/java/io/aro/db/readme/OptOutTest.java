package io.aro.db.readme;

import static io.aro.db.testkit.builder.Builders.aCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.consent.NewOptOut;
import io.aro.db.contact.Channel;
import io.aro.db.customer.Customer;
import io.aro.db.testkit.AroDatabaseTest;
import org.junit.jupiter.api.Test;

@AroDatabaseTest
class OptOutTest {

    @Test
    void anOptOutEndsTheConsent(AroDatabase db) {
        Customer ada = aCustomer().consenting().insert(db.session());
        assertThat(db.consents().mayContact(ada.phone(), Channel.SMS)).isTrue();

        db.consents().append(NewOptOut.from(Channel.SMS, ada.phone()));

        assertThat(db.consents().mayContact(ada.phone(), Channel.SMS)).isFalse();
    }
}
