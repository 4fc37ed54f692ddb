package io.aro.db.customer;

import io.aro.db.schema.tables.records.CustomersRecord;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Turns rows of {@code customers} into customers, and new customers into rows. */
final class CustomerRows {

    private CustomerRows() {}

    static Customer toCustomer(CustomersRecord row) {
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

    static CustomersRecord toRow(NewCustomer customer, UUID id, Instant now) {
        CustomersRecord row = new CustomersRecord();
        row.setId(id);
        row.setPhone(customer.phone());
        row.setEmail(customer.email());
        row.setName(customer.name());
        row.setCommunicationPreference(preference(customer).literal());
        row.setTags(customer.tags());
        row.setCreatedAt(now);
        row.setUpdatedAt(now);
        return row;
    }

    private static CommunicationPreference preference(NewCustomer customer) {
        return Objects.requireNonNullElse(customer.communicationPreference(), CommunicationPreference.SMS);
    }
}
