package io.aro.db.customer;

import io.aro.db.schema.tables.records.CustomersRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person who books appointments; an immutable copy of the row.
 *
 * @param id the id
 * @param phone the number in E.164 form, which identifies the customer
 * @param email the address, if known
 * @param name the name, if known
 * @param noShowCount how often the customer did not come
 * @param rescheduleCount how often an appointment was moved
 * @param cancelCount how often an appointment was cancelled
 * @param confirmationRate the share of the customer's appointments that were confirmed, in percent with two decimals
 * @param lifetimeValue the sum of the cost of completed appointments
 * @param paymentStatus how the customer pays
 * @param depositsPaid how many deposits were paid
 * @param reviewStatus where a request for a review stands
 * @param lastReviewRequestDate when a review was last asked for
 * @param communicationPreference the channel the customer wants to be reached by
 * @param riskScore 0 (reliable) to 100
 * @param riskCategory the category of the score, or blocked
 * @param requiresDeposit whether a booking needs a deposit
 * @param createdAt when the row was made
 * @param updatedAt when the row was last changed
 * @param tags free words, in the order they were given
 * @param appointmentCount how many appointments were ever booked
 * @param confirmedCount how many of them were ever confirmed
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

    /** Returns the customer of a row. */
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
