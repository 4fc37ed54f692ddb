package io.aro.db.testkit.assertion;

import io.aro.db.customer.Customer;
import io.aro.db.customer.PaymentStatus;
import io.aro.db.customer.RiskCategory;
import java.math.BigDecimal;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on the counters of a customer. */
public final class CustomerAssert extends AbstractAssert<CustomerAssert, Customer> {

    CustomerAssert(@Nullable Customer actual) {
        super(actual, CustomerAssert.class);
    }

    /** Asserts the number of appointments ever booked. */
    public CustomerAssert hasAppointments(long expected) {
        return has("appointments", expected, given().appointmentCount());
    }

    /** Asserts the number of missed appointments. */
    public CustomerAssert hasNoShows(long expected) {
        return has("no-shows", expected, given().noShowCount());
    }

    /** Asserts the number of cancelled appointments. */
    public CustomerAssert hasCancellations(long expected) {
        return has("cancellations", expected, given().cancelCount());
    }

    /** Asserts the number of rescheduled appointments. */
    public CustomerAssert hasReschedules(long expected) {
        return has("reschedules", expected, given().rescheduleCount());
    }

    /** Asserts the percentage of confirmed appointments, such as "50.00". */
    public CustomerAssert hasConfirmationRate(String expected) {
        return hasAmount("confirmation rate", expected, given().confirmationRate());
    }

    /** Asserts the total cost of completed appointments, such as "240.00". */
    public CustomerAssert hasLifetimeValue(String expected) {
        return hasAmount("lifetime value", expected, given().lifetimeValue());
    }

    /** Asserts the risk score, from 0 to 100. */
    public CustomerAssert hasRiskScore(int expected) {
        return has("risk score", expected, given().riskScore());
    }

    /** Asserts the risk category. */
    public CustomerAssert hasRisk(RiskCategory expected) {
        return has("risk category", expected, given().riskCategory());
    }

    /** Asserts the payment status. */
    public CustomerAssert hasPaymentStatus(PaymentStatus expected) {
        return has("payment status", expected, given().paymentStatus());
    }

    private CustomerAssert has(String property, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw failure("Customer %s should have %s %s, and has %s", actual.id(), property, expected, found);
        }
        return this;
    }

    private CustomerAssert hasAmount(String property, String expected, BigDecimal found) {
        if (found.compareTo(new BigDecimal(expected)) != 0) {
            throw failure(
                    "Customer %s should have %s %s, and has %s",
                    actual.id(), property, expected, found.toPlainString());
        }
        return this;
    }

    private Customer given() {
        isNotNull();
        return actual;
    }
}
