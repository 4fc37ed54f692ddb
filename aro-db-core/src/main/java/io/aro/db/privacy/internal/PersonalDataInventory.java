package io.aro.db.privacy.internal;

import static io.aro.db.privacy.internal.ErasureRule.BLANKED;
import static io.aro.db.privacy.internal.ErasureRule.CLEARED;
import static io.aro.db.privacy.internal.ErasureRule.DELETED;
import static io.aro.db.privacy.internal.ErasureRule.EMPTIED;
import static io.aro.db.privacy.internal.ErasureRule.EVIDENCE;
import static io.aro.db.privacy.internal.ErasureRule.HASHED;
import static io.aro.db.privacy.internal.ErasureRule.KEPT;
import static io.aro.db.privacy.internal.ErasureRule.MASKED;
import static io.aro.db.privacy.internal.ErasureRule.REDACTED;
import static io.aro.db.privacy.internal.ErasureRule.REPLACED;
import static io.aro.db.schema.Tables.ALLOWED_TRANSITIONS;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static io.aro.db.schema.Tables.ARCHIVE_SEGMENTS;
import static io.aro.db.schema.Tables.ARO_SCHEMA_VERSIONS;
import static io.aro.db.schema.Tables.BUSINESS_CONFIG;
import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.CUSTOMER_TAGS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.DELIVERY_SUBJECTS;
import static io.aro.db.schema.Tables.ERASURES;
import static io.aro.db.schema.Tables.ERASURE_SECRETS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.schema.Tables.FORMER_BELONGINGS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_STEPS;
import static io.aro.db.schema.Tables.LEGAL_HOLDS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;

import java.util.List;
import java.util.Set;
import org.jooq.Table;

/**
 * The inventory of columns with personal data, in the order of export and erasure.
 *
 * <p>A test fails for each column of the schema without a rule, except in impersonal tables.
 */
public final class PersonalDataInventory {

    /** Tables without data about a person: rules and the secret of the schema, archive files, the business itself. */
    public static final Set<Table<?>> IMPERSONAL =
            Set.of(ALLOWED_TRANSITIONS, ARCHIVE_SEGMENTS, ARO_SCHEMA_VERSIONS, BUSINESS_CONFIG, ERASURE_SECRETS);

    /** The tables with their rules. Dependent rows come before the customer, whose row holds the search terms. */
    public static final List<TableRules<?>> ENTRIES = List.of(
            TableRules.of(EVENTS)
                    .with(REDACTED, EVENTS.DATA, EVENTS.METADATA)
                    .with(MASKED, EVENTS.ACTOR_ID)
                    .with(
                            KEPT,
                            EVENTS.ID,
                            EVENTS.TIMESTAMP,
                            EVENTS.TYPE,
                            EVENTS.ENTITY_TYPE,
                            EVENTS.ENTITY_ID,
                            EVENTS.ACTOR,
                            EVENTS.CREATED_AT),
            TableRules.of(DEAD_LETTERS)
                    .with(REDACTED, DEAD_LETTERS.CONTEXT, DEAD_LETTERS.ERROR)
                    .with(
                            KEPT,
                            DEAD_LETTERS.ID,
                            DEAD_LETTERS.WORKFLOW_ID,
                            DEAD_LETTERS.SKILL_NAME,
                            DEAD_LETTERS.ATTEMPTS,
                            DEAD_LETTERS.ARCHIVED,
                            DEAD_LETTERS.CREATED_AT,
                            DEAD_LETTERS.LAST_ATTEMPT_AT),
            TableRules.of(WORKFLOW_INSTANCES)
                    .with(REDACTED, WORKFLOW_INSTANCES.STATE_DATA, WORKFLOW_INSTANCES.ERROR)
                    .with(
                            KEPT,
                            WORKFLOW_INSTANCES.ID,
                            WORKFLOW_INSTANCES.WORKFLOW_NAME,
                            WORKFLOW_INSTANCES.APPOINTMENT_ID,
                            WORKFLOW_INSTANCES.CURRENT_STATE,
                            WORKFLOW_INSTANCES.STARTED_AT,
                            WORKFLOW_INSTANCES.LAST_UPDATED_AT,
                            WORKFLOW_INSTANCES.COMPLETED_AT,
                            WORKFLOW_INSTANCES.FAILED_AT,
                            WORKFLOW_INSTANCES.RETRY_COUNT,
                            WORKFLOW_INSTANCES.MAX_RETRIES,
                            WORKFLOW_INSTANCES.NEXT_ATTEMPT_AT,
                            WORKFLOW_INSTANCES.OWNER,
                            WORKFLOW_INSTANCES.LEASE_UNTIL,
                            WORKFLOW_INSTANCES.FENCE,
                            WORKFLOW_INSTANCES.CREATED_AT),
            TableRules.of(IDEMPOTENCY_STEPS)
                    .with(MASKED, IDEMPOTENCY_STEPS.RESULT)
                    .with(
                            KEPT,
                            IDEMPOTENCY_STEPS.SCOPE,
                            IDEMPOTENCY_STEPS.SOURCE,
                            IDEMPOTENCY_STEPS.KEY,
                            IDEMPOTENCY_STEPS.NAME,
                            IDEMPOTENCY_STEPS.FENCE,
                            IDEMPOTENCY_STEPS.CREATED_AT),
            TableRules.of(IDEMPOTENCY_KEYS)
                    .with(HASHED, IDEMPOTENCY_KEYS.KEY)
                    .with(MASKED, IDEMPOTENCY_KEYS.RESPONSE, IDEMPOTENCY_KEYS.LAST_ERROR)
                    .with(
                            KEPT,
                            IDEMPOTENCY_KEYS.SCOPE,
                            IDEMPOTENCY_KEYS.SOURCE,
                            IDEMPOTENCY_KEYS.STATE,
                            IDEMPOTENCY_KEYS.FINGERPRINT,
                            IDEMPOTENCY_KEYS.OWNER,
                            IDEMPOTENCY_KEYS.FENCE,
                            IDEMPOTENCY_KEYS.ATTEMPTS,
                            IDEMPOTENCY_KEYS.LEASE_UNTIL,
                            IDEMPOTENCY_KEYS.NOT_BEFORE,
                            IDEMPOTENCY_KEYS.CREATED_AT,
                            IDEMPOTENCY_KEYS.UPDATED_AT,
                            IDEMPOTENCY_KEYS.COMPLETED_AT,
                            IDEMPOTENCY_KEYS.RESPONSE_UNTIL,
                            IDEMPOTENCY_KEYS.OPEN_STATE,
                            IDEMPOTENCY_KEYS.OPEN_SINCE,
                            IDEMPOTENCY_KEYS.EXPIRES_AT,
                            IDEMPOTENCY_KEYS.CLAIM_ID,
                            IDEMPOTENCY_KEYS.CLAIMED_AT),
            TableRules.of(DELIVERY_SUBJECTS)
                    .with(HASHED, DELIVERY_SUBJECTS.SUBJECT)
                    .with(
                            KEPT,
                            DELIVERY_SUBJECTS.SCOPE,
                            DELIVERY_SUBJECTS.SOURCE,
                            DELIVERY_SUBJECTS.OCCURRED_AT,
                            DELIVERY_SUBJECTS.SUPERSEDED,
                            DELIVERY_SUBJECTS.LAST_SUPERSEDED_AT,
                            DELIVERY_SUBJECTS.CREATED_AT,
                            DELIVERY_SUBJECTS.UPDATED_AT),
            TableRules.of(REMINDER_LOGS)
                    .with(CLEARED, REMINDER_LOGS.MESSAGE_ID)
                    .with(
                            KEPT,
                            REMINDER_LOGS.ID,
                            REMINDER_LOGS.APPOINTMENT_ID,
                            REMINDER_LOGS.SENT_AT,
                            REMINDER_LOGS.TYPE,
                            REMINDER_LOGS.CHANNEL,
                            REMINDER_LOGS.DELIVERED,
                            REMINDER_LOGS.READ,
                            REMINDER_LOGS.CREATED_AT),
            TableRules.of(APPOINTMENT_TRANSITIONS)
                    .with(BLANKED, APPOINTMENT_TRANSITIONS.REASON)
                    .with(CLEARED, APPOINTMENT_TRANSITIONS.COMMAND_ID)
                    .with(MASKED, APPOINTMENT_TRANSITIONS.ACTOR_ID)
                    .with(
                            KEPT,
                            APPOINTMENT_TRANSITIONS.APPOINTMENT_ID,
                            APPOINTMENT_TRANSITIONS.SEQUENCE,
                            APPOINTMENT_TRANSITIONS.PREVIOUS_SEQUENCE,
                            APPOINTMENT_TRANSITIONS.FROM_STATUS,
                            APPOINTMENT_TRANSITIONS.TO_STATUS,
                            APPOINTMENT_TRANSITIONS.ACTOR,
                            APPOINTMENT_TRANSITIONS.OCCURRED_AT,
                            APPOINTMENT_TRANSITIONS.CORRECTION,
                            APPOINTMENT_TRANSITIONS.NEXT_SEQUENCE,
                            APPOINTMENT_TRANSITIONS.LAST),
            TableRules.of(APPOINTMENTS)
                    .with(CLEARED, APPOINTMENTS.EXTERNAL_ID, APPOINTMENTS.LOCATION, APPOINTMENTS.NOTES)
                    .with(EMPTIED, APPOINTMENTS.EXTERNAL_SOURCE)
                    .with(
                            KEPT,
                            APPOINTMENTS.ID,
                            APPOINTMENTS.CUSTOMER_ID,
                            APPOINTMENTS.DATE,
                            APPOINTMENTS.DURATION,
                            APPOINTMENTS.SERVICE_TYPE,
                            APPOINTMENTS.SERVICE_COST,
                            APPOINTMENTS.PROVIDER,
                            APPOINTMENTS.STATUS,
                            APPOINTMENTS.PREVIOUS_STATUS,
                            APPOINTMENTS.VERSION,
                            APPOINTMENTS.CONFIRMATION_RECEIVED,
                            APPOINTMENTS.CONFIRMATION_DATE,
                            APPOINTMENTS.RESPONSE_CLASSIFICATION,
                            APPOINTMENTS.DEPOSIT_REQUIRED,
                            APPOINTMENTS.DEPOSIT_AMOUNT,
                            APPOINTMENTS.DEPOSIT_PAID,
                            APPOINTMENTS.DEPOSIT_PAYMENT_ID,
                            APPOINTMENTS.CREATED_AT,
                            APPOINTMENTS.UPDATED_AT,
                            APPOINTMENTS.COMPLETED_AT,
                            APPOINTMENTS.CANCELLED_AT,
                            APPOINTMENTS.ARCHIVED_AT,
                            APPOINTMENTS.AT_LAST_TRANSITION,
                            APPOINTMENTS.RESCHEDULED_FROM),
            TableRules.of(CONSENTS)
                    .with(
                            EVIDENCE,
                            CONSENTS.ID,
                            CONSENTS.CUSTOMER_ID,
                            CONSENTS.PHONE,
                            CONSENTS.CONSENT_GIVEN,
                            CONSENTS.CONSENT_DATE,
                            CONSENTS.CONSENT_METHOD,
                            CONSENTS.OPT_OUT_DATE,
                            CONSENTS.IP_ADDRESS,
                            CONSENTS.CREATED_AT,
                            CONSENTS.CHANNEL,
                            CONSENTS.CONSENT_TEXT,
                            CONSENTS.TEXT_VERSION,
                            CONSENTS.SOURCE,
                            CONSENTS.USER_AGENT),
            TableRules.of(CUSTOMER_TAGS).with(DELETED, CUSTOMER_TAGS.CUSTOMER_ID, CUSTOMER_TAGS.TAG),
            TableRules.of(LEGAL_HOLDS)
                    .with(
                            KEPT,
                            LEGAL_HOLDS.CUSTOMER_ID,
                            LEGAL_HOLDS.REASON,
                            LEGAL_HOLDS.ACTOR,
                            LEGAL_HOLDS.ACTOR_ID,
                            LEGAL_HOLDS.PLACED_AT),
            TableRules.of(FORMER_BELONGINGS).with(KEPT, FORMER_BELONGINGS.ENTITY_ID, FORMER_BELONGINGS.CUSTOMER_ID),
            TableRules.of(ERASURES)
                    .with(
                            KEPT,
                            ERASURES.CUSTOMER_ID,
                            ERASURES.FIRST_ERASED_AT,
                            ERASURES.LAST_ERASED_AT,
                            ERASURES.TIMES),
            TableRules.of(CUSTOMERS)
                    .with(REPLACED, CUSTOMERS.PHONE)
                    .with(CLEARED, CUSTOMERS.EMAIL, CUSTOMERS.NAME, CUSTOMERS.TAGS)
                    .with(
                            KEPT,
                            CUSTOMERS.ID,
                            CUSTOMERS.NO_SHOW_COUNT,
                            CUSTOMERS.RESCHEDULE_COUNT,
                            CUSTOMERS.CANCEL_COUNT,
                            CUSTOMERS.CONFIRMATION_RATE,
                            CUSTOMERS.LIFETIME_VALUE,
                            CUSTOMERS.PAYMENT_STATUS,
                            CUSTOMERS.DEPOSITS_PAID,
                            CUSTOMERS.REVIEW_STATUS,
                            CUSTOMERS.LAST_REVIEW_REQUEST_DATE,
                            CUSTOMERS.COMMUNICATION_PREFERENCE,
                            CUSTOMERS.RISK_SCORE,
                            CUSTOMERS.RISK_CATEGORY,
                            CUSTOMERS.REQUIRES_DEPOSIT,
                            CUSTOMERS.CREATED_AT,
                            CUSTOMERS.UPDATED_AT,
                            CUSTOMERS.APPOINTMENT_COUNT,
                            CUSTOMERS.CONFIRMED_COUNT));

    /**
     * The first tables locked by an erasure, in the order of all writers: keys of requests, delivery subjects,
     * appointments, customers.
     */
    static final List<Table<?>> LOCKED_FIRST = List.of(IDEMPOTENCY_KEYS, DELIVERY_SUBJECTS, APPOINTMENTS, CUSTOMERS);

    /** The first tables locked by a request's handler. */
    static final List<Table<?>> REQUESTS = List.of(IDEMPOTENCY_KEYS, DELIVERY_SUBJECTS);

    /** Tables without row locks: only erasures update their rows, and erasures exclude each other. */
    static final Set<Table<?>> NEVER_LOCKED = Set.of(EVENTS);

    private PersonalDataInventory() {}

    /**
     * Returns the rules of a table.
     *
     * @throws java.util.NoSuchElementException if the table is impersonal or unknown
     */
    public static TableRules<?> of(Table<?> table) {
        return ENTRIES.stream()
                .filter(entry -> entry.table().equals(table))
                .findFirst()
                .orElseThrow();
    }
}
