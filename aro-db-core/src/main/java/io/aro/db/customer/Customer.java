package io.aro.db.customer;

import io.aro.db.schema.tables.records.CustomersRecord;
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
    static Customer of(CustomersRecord row) {
        return new Customer(
                row.getId(),
                row.getPhone(),
                row.getEmail(),
                row.getName(),
                row.getNoShowCount(),
                row.getRescheduleCount(),
                row.getCancelCount(),
                row.getConfirmationRate(),
                row.getLifetimeValue(),
                PaymentStatus.of(row.getPaymentStatus()),
                row.getDepositsPaid(),
                ReviewStatus.of(row.getReviewStatus()),
                row.getLastReviewRequestDate(),
                CommunicationPreference.of(row.getCommunicationPreference()),
                row.getRiskScore(),
                RiskCategory.of(row.getRiskCategory()),
                row.getRequiresDeposit(),
                row.getCreatedAt(),
                row.getUpdatedAt(),
                row.getTags(),
                row.getAppointmentCount(),
                row.getConfirmedCount());
    }
}
