package io.aro.db.customer;

import static io.aro.db.schema.Tables.CUSTOMERS;

import io.aro.db.row.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person with appointments; an immutable copy of the row.
 *
 * @param id the id
 * @param phone the phone number in E.164 form, unique among customers
 * @param email the e-mail address, if known
 * @param name the name, if known
 * @param noShowCount the number of no-shows
 * @param rescheduleCount the number of rescheduled appointments
 * @param cancelCount the number of cancelled appointments
 * @param confirmationRate the share of confirmed appointments, in percent with two decimals
 * @param lifetimeValue the total price of completed appointments
 * @param paymentStatus the payment behaviour
 * @param depositsPaid the number of paid deposits
 * @param reviewStatus the state of the review request
 * @param lastReviewRequestDate the time of the last review request
 * @param communicationPreference the preferred channel
 * @param riskScore the risk of a no-show, from 0 (reliable) to 100
 * @param riskCategory the category of the score, or blocked
 * @param requiresDeposit whether bookings need a deposit
 * @param createdAt the time of the insert
 * @param updatedAt the time of the last change
 * @param tags free words, in the order of their addition
 * @param appointmentCount the number of appointments ever booked
 * @param confirmedCount the number of appointments ever confirmed
 */
public record Customer(
        UUID id,
        String phone,
        @Nullable String email,
        @Nullable String name,
        long noShowCount,
        long rescheduleCount,
        long cancelCount,
        BigDecimal confirmationRate,
        BigDecimal lifetimeValue,
        PaymentStatus paymentStatus,
        long depositsPaid,
        ReviewStatus reviewStatus,
        @Nullable Instant lastReviewRequestDate,
        CommunicationPreference communicationPreference,
        int riskScore,
        RiskCategory riskCategory,
        boolean requiresDeposit,
        Instant createdAt,
        Instant updatedAt,
        List<String> tags,
        long appointmentCount,
        long confirmedCount) {

    /** Returns an immutable copy of the row. */
    static Customer of(Row row) {
        return new Customer(
                row.get(CUSTOMERS.ID),
                row.get(CUSTOMERS.PHONE),
                row.get(CUSTOMERS.EMAIL),
                row.get(CUSTOMERS.NAME),
                row.get(CUSTOMERS.NO_SHOW_COUNT),
                row.get(CUSTOMERS.RESCHEDULE_COUNT),
                row.get(CUSTOMERS.CANCEL_COUNT),
                row.get(CUSTOMERS.CONFIRMATION_RATE),
                row.get(CUSTOMERS.LIFETIME_VALUE),
                PaymentStatus.of(row.get(CUSTOMERS.PAYMENT_STATUS)),
                row.get(CUSTOMERS.DEPOSITS_PAID),
                ReviewStatus.of(row.get(CUSTOMERS.REVIEW_STATUS)),
                row.get(CUSTOMERS.LAST_REVIEW_REQUEST_DATE),
                CommunicationPreference.of(row.get(CUSTOMERS.COMMUNICATION_PREFERENCE)),
                row.get(CUSTOMERS.RISK_SCORE),
                RiskCategory.of(row.get(CUSTOMERS.RISK_CATEGORY)),
                row.get(CUSTOMERS.REQUIRES_DEPOSIT),
                row.get(CUSTOMERS.CREATED_AT),
                row.get(CUSTOMERS.UPDATED_AT),
                row.get(CUSTOMERS.TAGS),
                row.get(CUSTOMERS.APPOINTMENT_COUNT),
                row.get(CUSTOMERS.CONFIRMED_COUNT));
    }
}
