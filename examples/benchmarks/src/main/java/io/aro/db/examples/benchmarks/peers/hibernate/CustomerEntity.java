package io.aro.db.examples.benchmarks.peers.hibernate;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A customer. Hibernate fills the fields of a row that it reads. */
@Entity(name = "Customer")
@Table(name = "customers")
@SuppressWarnings("NullAway.Init")
class CustomerEntity {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    @Id
    UUID id;

    String phone;

    @Nullable
    String email;

    @Nullable
    String name;

    @Column(name = "no_show_count")
    long noShowCount;

    @Column(name = "reschedule_count")
    long rescheduleCount;

    @Column(name = "cancel_count")
    long cancelCount;

    @Column(name = "confirmation_rate")
    BigDecimal confirmationRate = BigDecimal.ZERO;

    @Column(name = "lifetime_value")
    BigDecimal lifetimeValue = BigDecimal.ZERO;

    @Column(name = "payment_status")
    String paymentStatus = "no_history";

    @Column(name = "deposits_paid")
    long depositsPaid;

    @Column(name = "review_status")
    String reviewStatus = "none";

    @Column(name = "last_review_request_date")
    @Nullable
    Instant lastReviewRequestDate;

    @Column(name = "communication_preference")
    String communicationPreference = "sms";

    @Column(name = "risk_score")
    int riskScore;

    @Column(name = "risk_category")
    String riskCategory = "low";

    @Column(name = "requires_deposit")
    boolean requiresDeposit;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(insertable = false, updatable = false)
    @Nullable
    Words tags;

    @Column(name = "appointment_count")
    long appointmentCount;

    @Column(name = "confirmed_count")
    long confirmedCount;

    void count(int booked, Instant now) {
        appointmentCount += booked;
        confirmationRate = BigDecimal.valueOf(confirmedCount)
                .multiply(HUNDRED)
                .divide(BigDecimal.valueOf(appointmentCount), 2, RoundingMode.HALF_UP);
        updatedAt = now;
    }
}
