package io.aro.db.examples.benchmarks.peers.jdbc;

/** The columns of queries, in the order of the row mappers. */
public final class Columns {

    /** The columns of a customer. */
    public static final String CUSTOMER =
            "id, phone, email, name, no_show_count, reschedule_count, cancel_count, confirmation_rate, lifetime_value,"
                    + " payment_status, deposits_paid, review_status, last_review_request_date,"
                    + " communication_preference, risk_score, risk_category, requires_deposit, created_at, updated_at,"
                    + " tags, appointment_count, confirmed_count";

    /** The columns of an appointment. */
    public static final String APPOINTMENT =
            "id, external_source, external_id, customer_id, date, duration, service_type, service_cost, provider,"
                    + " location, status, previous_status, version, confirmation_received, confirmation_date,"
                    + " response_classification, deposit_required, deposit_amount, deposit_paid, deposit_payment_id,"
                    + " created_at, updated_at, completed_at, cancelled_at, archived_at, notes, rescheduled_from";

    private Columns() {}
}
