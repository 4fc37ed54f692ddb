-- V011: says in the catalog what each table and column means.
--
-- Why:     whoever looks at the database with a tool of his own reads it there, and docs/schema.md is made of it.
-- Locks:   SHARE UPDATE EXCLUSIVE on each table, which lets rows be read and written.
-- Back:    rollback/postgresql/V011__describe_tables.sql empties the descriptions.

COMMENT ON TABLE customers IS 'A person who books appointments; the phone identifies them.';
COMMENT ON COLUMN customers.id IS 'Id: a UUID of version 7 when the library makes it, random otherwise.';
COMMENT ON COLUMN customers.phone IS 'Phone number in E.164 form; unique.';
COMMENT ON COLUMN customers.email IS 'E-mail address, if known.';
COMMENT ON COLUMN customers.name IS 'Name, if known.';
COMMENT ON COLUMN customers.no_show_count IS 'How often the customer did not come; corrections are taken back.';
COMMENT ON COLUMN customers.reschedule_count IS 'How often an appointment was moved to another slot.';
COMMENT ON COLUMN customers.cancel_count IS 'How often an appointment was cancelled; corrections are taken back.';
COMMENT ON COLUMN customers.confirmation_rate IS
  'Share of confirmed_count in appointment_count, in percent with two decimals, rounded half up.';
COMMENT ON COLUMN customers.lifetime_value IS 'Sum of the cost of completed appointments.';
COMMENT ON COLUMN customers.payment_status IS 'How the customer pays: current, past_due or no_history.';
COMMENT ON COLUMN customers.deposits_paid IS 'How many deposits were paid.';
COMMENT ON COLUMN customers.review_status IS
  'Where a request for a review stands: none, pending, requested or submitted.';
COMMENT ON COLUMN customers.last_review_request_date IS 'When a review was last asked for.';
COMMENT ON COLUMN customers.communication_preference IS
  'Channel the customer wants to be reached by: sms, whatsapp or email.';
COMMENT ON COLUMN customers.risk_score IS 'Risk of not coming, from 0 (reliable) to 100.';
COMMENT ON COLUMN customers.risk_category IS 'low below 40, medium from 40, high from 70; blocked is set by hand.';
COMMENT ON COLUMN customers.requires_deposit IS 'Whether a booking needs a deposit.';
COMMENT ON COLUMN customers.created_at IS 'When the row was made.';
COMMENT ON COLUMN customers.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN customers.tags IS 'Free words in the order they were given.';
COMMENT ON COLUMN customers.appointment_count IS 'How many appointments were ever booked.';
COMMENT ON COLUMN customers.confirmed_count IS 'How many of them were ever confirmed.';

COMMENT ON TABLE customer_tags IS
  'One row for each tag of each customer, kept equal to customers.tags by triggers, so that an index finds them.';
COMMENT ON COLUMN customer_tags.customer_id IS 'The customer who has the tag.';
COMMENT ON COLUMN customer_tags.tag IS 'The tag.';

COMMENT ON TABLE allowed_transitions IS 'The rule table of the state machine; only a migration changes it.';
COMMENT ON COLUMN allowed_transitions.from_status IS 'Status before the move.';
COMMENT ON COLUMN allowed_transitions.to_status IS 'Status after the move.';
COMMENT ON COLUMN allowed_transitions.correction IS 'Whether the move leaves a terminal status to put a mistake right.';

COMMENT ON TABLE appointments IS 'A booked visit; status and version are those of its last transition.';
COMMENT ON COLUMN appointments.id IS 'Id: a UUID of version 7 when the library makes it, random otherwise.';
COMMENT ON COLUMN appointments.external_id IS 'Id at the booking provider; unique where present.';
COMMENT ON COLUMN appointments.customer_id IS 'The customer who comes.';
COMMENT ON COLUMN appointments.date IS 'When it begins.';
COMMENT ON COLUMN appointments.duration IS 'How long it takes, in minutes.';
COMMENT ON COLUMN appointments.service_type IS 'What is done.';
COMMENT ON COLUMN appointments.service_cost IS 'What it costs.';
COMMENT ON COLUMN appointments.provider IS 'Who does it, if known.';
COMMENT ON COLUMN appointments.location IS 'Where it takes place, if known.';
COMMENT ON COLUMN appointments.status IS 'Where it stands.';
COMMENT ON COLUMN appointments.previous_status IS 'The statuses before this one, oldest first.';
COMMENT ON COLUMN appointments.version IS 'Number of its last transition, from 1.';
COMMENT ON COLUMN appointments.confirmation_received IS 'Whether it was ever confirmed.';
COMMENT ON COLUMN appointments.confirmation_date IS 'When it was last confirmed.';
COMMENT ON COLUMN appointments.response_classification IS
  'How the customer''s last answer was understood: confirmed, reschedule, cancel or unclear.';
COMMENT ON COLUMN appointments.deposit_required IS 'Whether it needs a deposit.';
COMMENT ON COLUMN appointments.deposit_amount IS 'How much the deposit is.';
COMMENT ON COLUMN appointments.deposit_paid IS 'Whether the deposit was paid.';
COMMENT ON COLUMN appointments.deposit_payment_id IS 'Id of the payment at the payment provider; unique where present.';
COMMENT ON COLUMN appointments.created_at IS 'When the row was made.';
COMMENT ON COLUMN appointments.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN appointments.completed_at IS 'When it was completed; present whenever it is.';
COMMENT ON COLUMN appointments.cancelled_at IS 'When it was cancelled; present whenever it is.';
COMMENT ON COLUMN appointments.archived_at IS 'When it was archived; from then on it stays as it is.';
COMMENT ON COLUMN appointments.notes IS 'Free text.';
COMMENT ON COLUMN appointments.at_last_transition IS 'Always true: lets the foreign key ask for a last transition.';
COMMENT ON COLUMN appointments.rescheduled_from IS 'The appointment whose place it took, if it took one.';

COMMENT ON TABLE appointment_transitions IS
  'The history of appointments: one row for each move, numbered without gaps, never changed.';
COMMENT ON COLUMN appointment_transitions.appointment_id IS 'The appointment that moved.';
COMMENT ON COLUMN appointment_transitions.sequence IS 'Number of the move, from 1, which is the booking.';
COMMENT ON COLUMN appointment_transitions.previous_sequence IS 'Number of the move before; absent for the booking.';
COMMENT ON COLUMN appointment_transitions.from_status IS 'Status before; absent for the booking.';
COMMENT ON COLUMN appointment_transitions.to_status IS 'Status after.';
COMMENT ON COLUMN appointment_transitions.actor IS 'Kind of who made it: system, user, admin or webhook.';
COMMENT ON COLUMN appointment_transitions.actor_id IS 'Which job, person or provider made it.';
COMMENT ON COLUMN appointment_transitions.reason IS 'Why; a correction must say so.';
COMMENT ON COLUMN appointment_transitions.command_id IS
  'The caller''s id of the command, which is applied once per appointment.';
COMMENT ON COLUMN appointment_transitions.occurred_at IS 'When.';
COMMENT ON COLUMN appointment_transitions.correction IS 'Whether it left a terminal status to put a mistake right.';
COMMENT ON COLUMN appointment_transitions.next_sequence IS 'Number of the move after; absent for the last one.';
COMMENT ON COLUMN appointment_transitions.last IS 'Whether it is the last move, at which the appointment stands.';

COMMENT ON TABLE events IS 'The audit log; rows are only ever added. On PostgreSQL it is partitioned by time.';
COMMENT ON COLUMN events.id IS 'Id of the event.';
COMMENT ON COLUMN events.timestamp IS 'When it happened.';
COMMENT ON COLUMN events.type IS 'What happened, dotted and in the past tense, such as appointment.confirmed.';
COMMENT ON COLUMN events.entity_type IS 'Noun of what it happened to.';
COMMENT ON COLUMN events.entity_id IS 'Id of what it happened to.';
COMMENT ON COLUMN events.actor IS 'Kind of who did it: system, user, admin or webhook.';
COMMENT ON COLUMN events.actor_id IS 'Which job, person or provider did it.';
COMMENT ON COLUMN events.data IS 'The facts.';
COMMENT ON COLUMN events.metadata IS 'Where it came from: source, payload version and the like.';
COMMENT ON COLUMN events.created_at IS 'When the row was made.';

COMMENT ON TABLE business_config IS 'The one row that configures the business.';
COMMENT ON COLUMN business_config.id IS 'Id of the row.';
COMMENT ON COLUMN business_config.business_name IS 'Name of the business.';
COMMENT ON COLUMN business_config.phone IS 'Phone number in E.164 form.';
COMMENT ON COLUMN business_config.email IS 'E-mail address.';
COMMENT ON COLUMN business_config.address IS 'Postal address, if known.';
COMMENT ON COLUMN business_config.timezone IS 'IANA time zone of the business.';
COMMENT ON COLUMN business_config.business_hours IS 'Per weekday: open, close, closed.';
COMMENT ON COLUMN business_config.integrations IS
  'Providers for booking, messages and payment, with their keys, which are secrets.';
COMMENT ON COLUMN business_config.rules IS 'Thresholds, amounts and timings.';
COMMENT ON COLUMN business_config.version IS 'Number of the configuration, which grows with each change.';
COMMENT ON COLUMN business_config.created_at IS 'When the row was made.';
COMMENT ON COLUMN business_config.updated_at IS 'When the row was last changed.';

COMMENT ON TABLE reminder_logs IS 'One row for each reminder that was sent for an appointment.';
COMMENT ON COLUMN reminder_logs.id IS 'Id of the row.';
COMMENT ON COLUMN reminder_logs.appointment_id IS 'The appointment it reminds of.';
COMMENT ON COLUMN reminder_logs.sent_at IS 'When it was sent.';
COMMENT ON COLUMN reminder_logs.type IS '48h, 24h, 6h or custom.';
COMMENT ON COLUMN reminder_logs.channel IS 'sms, whatsapp or email.';
COMMENT ON COLUMN reminder_logs.message_id IS 'Id at the message provider; unique where present.';
COMMENT ON COLUMN reminder_logs.delivered IS 'Whether the provider says that it arrived.';
COMMENT ON COLUMN reminder_logs.read IS 'Whether the provider says that it was read; absent if it does not say.';
COMMENT ON COLUMN reminder_logs.created_at IS 'When the row was made.';

COMMENT ON TABLE workflow_instances IS 'Running and finished workflows, each advanced by one worker at a time.';
COMMENT ON COLUMN workflow_instances.id IS 'Id of the workflow.';
COMMENT ON COLUMN workflow_instances.workflow_name IS 'Which workflow it is.';
COMMENT ON COLUMN workflow_instances.appointment_id IS 'The appointment it is about, if it is about one.';
COMMENT ON COLUMN workflow_instances.current_state IS
  'pending, running, waiting, retrying, completed, failed or cancelled.';
COMMENT ON COLUMN workflow_instances.state_data IS 'What the workflow remembers between its steps.';
COMMENT ON COLUMN workflow_instances.started_at IS 'When it was started.';
COMMENT ON COLUMN workflow_instances.last_updated_at IS 'When it was last changed.';
COMMENT ON COLUMN workflow_instances.completed_at IS 'When it came to its end.';
COMMENT ON COLUMN workflow_instances.failed_at IS 'When it was given up.';
COMMENT ON COLUMN workflow_instances.retry_count IS 'How often a step was tried again.';
COMMENT ON COLUMN workflow_instances.max_retries IS 'How often that may be.';
COMMENT ON COLUMN workflow_instances.next_attempt_at IS 'When the next step is due.';
COMMENT ON COLUMN workflow_instances.owner IS 'The worker that holds the lease.';
COMMENT ON COLUMN workflow_instances.lease_until IS 'When the lease ends.';
COMMENT ON COLUMN workflow_instances.fence IS 'Number of the lease, which grows with every new owner.';
COMMENT ON COLUMN workflow_instances.error IS 'What went wrong last.';
COMMENT ON COLUMN workflow_instances.created_at IS 'When the row was made.';

COMMENT ON TABLE consents IS
  'Evidence of who may be contacted: each consent and each opt-out is a row of its own, only ever added.';
COMMENT ON COLUMN consents.id IS 'Id of the row.';
COMMENT ON COLUMN consents.customer_id IS 'The customer, if known.';
COMMENT ON COLUMN consents.phone IS 'Phone number in E.164 form that it is about.';
COMMENT ON COLUMN consents.consent_given IS 'Whether consent was given; otherwise it was taken back.';
COMMENT ON COLUMN consents.consent_date IS 'When consent was given.';
COMMENT ON COLUMN consents.consent_method IS 'How it was given: web_form, verbal, booking_system or imported.';
COMMENT ON COLUMN consents.opt_out_date IS 'When it was taken back.';
COMMENT ON COLUMN consents.ip_address IS 'Internet address it came from, if known.';
COMMENT ON COLUMN consents.created_at IS 'When the row was made.';
COMMENT ON COLUMN consents.channel IS 'sms, whatsapp or email; absent for every channel.';
COMMENT ON COLUMN consents.consent_text IS 'The words that were agreed to.';
COMMENT ON COLUMN consents.text_version IS 'Version of these words.';
COMMENT ON COLUMN consents.source IS 'Where it happened: a form, a page, a call.';
COMMENT ON COLUMN consents.user_agent IS 'Program that sent it, if known.';

COMMENT ON TABLE idempotency_keys IS 'One row for each request that must take effect once, however often it arrives.';
COMMENT ON COLUMN idempotency_keys.scope IS 'Whose keys they are, such as a tenant.';
COMMENT ON COLUMN idempotency_keys.source IS 'Who sends the request, such as a provider.';
COMMENT ON COLUMN idempotency_keys.key IS 'Id of the request at its source.';
COMMENT ON COLUMN idempotency_keys.state IS 'in_progress, completed, released, parked or exhausted.';
COMMENT ON COLUMN idempotency_keys.fingerprint IS
  'SHA-256 of the request, so that another request under the same key is noticed.';
COMMENT ON COLUMN idempotency_keys.response IS 'What is answered when the request comes again.';
COMMENT ON COLUMN idempotency_keys.owner IS 'The worker that holds the lease.';
COMMENT ON COLUMN idempotency_keys.fence IS 'Number of the claim, which grows with every new owner.';
COMMENT ON COLUMN idempotency_keys.attempts IS 'How often the request was tried.';
COMMENT ON COLUMN idempotency_keys.lease_until IS 'When the lease ends.';
COMMENT ON COLUMN idempotency_keys.not_before IS 'When it may be tried again.';
COMMENT ON COLUMN idempotency_keys.last_error IS 'What went wrong last.';
COMMENT ON COLUMN idempotency_keys.created_at IS 'When the row was made.';
COMMENT ON COLUMN idempotency_keys.updated_at IS 'When the row was last changed.';
COMMENT ON COLUMN idempotency_keys.completed_at IS 'When it was completed.';
COMMENT ON COLUMN idempotency_keys.response_until IS 'Until when the response is kept.';
COMMENT ON COLUMN idempotency_keys.expires_at IS 'Until when the key is remembered.';

COMMENT ON TABLE dead_letters IS 'Work that was given up, kept for a person to look at.';
COMMENT ON COLUMN dead_letters.id IS 'Id of the row.';
COMMENT ON COLUMN dead_letters.workflow_id IS 'The workflow it belonged to, if any.';
COMMENT ON COLUMN dead_letters.skill_name IS 'What was tried.';
COMMENT ON COLUMN dead_letters.context IS 'What it was tried with.';
COMMENT ON COLUMN dead_letters.error IS 'What went wrong.';
COMMENT ON COLUMN dead_letters.attempts IS 'How often it was tried.';
COMMENT ON COLUMN dead_letters.archived IS 'Whether it was dealt with.';
COMMENT ON COLUMN dead_letters.created_at IS 'When the row was made.';
COMMENT ON COLUMN dead_letters.last_attempt_at IS 'When it was last tried.';
