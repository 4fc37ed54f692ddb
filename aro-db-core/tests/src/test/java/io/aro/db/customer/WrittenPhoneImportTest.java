package io.aro.db.customer;

import static io.aro.db.customer.ExistingCustomer.OVERWRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.phone.PhoneParser;
import io.aro.db.testkit.BothEngines;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Imports of phones in national spelling. */
@BothEngines
class WrittenPhoneImportTest {

    private final CustomerRepository customers;

    WrittenPhoneImportTest(AroDatabase db) {
        this.customers = db.customers();
    }

    @Test
    void readsPhonesAsPeopleWriteThemAndLeavesOutTheRowsWhosePhoneIsNone() {
        List<CustomerRow> written = List.of(
                new CustomerRow("030 23125-100", null, "Ada", null, null),
                new CustomerRow("+49 (0)30 23125 100", null, "Ada Lovelace", null, null),
                new CustomerRow("ask at the desk", null, "Bo", null, null),
                new CustomerRow("tel:+1-202-555-0113", null, "Cy", null, null),
                new CustomerRow("030 23125-100 or 030 23125-101", null, "Di", null, null));

        ImportReport report =
                customers.importAll(written.stream(), OVERWRITE, new ImportListener() {}, PhoneParser.ofRegion("DE"));

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(report.updated()).isEqualTo(1);
        assertThat(report.firstRejected())
                .containsExactly(
                        new RejectedRow(3, "phone", "must hold a phone number"),
                        new RejectedRow(
                                5,
                                "phone",
                                "must be one phone number in digits, without letters, notes or an extension"));
        assertThat(customers.findByPhone("+493023125100").orElseThrow().name()).isEqualTo("Ada Lovelace");
        assertThat(customers.findByPhone("+12025550113")).isPresent();
    }
}
