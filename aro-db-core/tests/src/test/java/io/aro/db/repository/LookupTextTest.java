package io.aro.db.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.contact.Channel;
import io.aro.db.event.Actor;
import io.aro.db.event.EventQuery;
import io.aro.db.fixture.Given;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Lookups by text: both engines refuse an impossible text alike. */
@BothEngines
class LookupTextTest {

    private static final UUID ID = new UUID(0, 1);

    private final AroDatabase db;

    LookupTextTest(AroDatabase db) {
        this.db = db;
        Given.booked(db, 1);
    }

    @Test
    void refusesTextThatNoRowCanHold() {
        Instant now = Instant.EPOCH;

        refuses("phone", db.customers()::findByPhone);
        refuses("tag", text -> db.customers().findByTag(text, 1));
        refuses("name prefix", text -> db.customers().findByNamePrefix(text, 1));
        refuses("external id", db.appointments()::findByExternalId);
        refuses("deposit payment id", db.appointments()::findByDepositPayment);
        refuses("provider", text -> db.appointments().findUpcomingByProvider(text, now, now.plusSeconds(1), 1));
        refuses("message id", db.reminders()::findByMessageId);
        refuses("message id", text -> db.reminders().markDelivered(text, Actor.user("desk")));
        refuses("phone", text -> db.consents().mayContact(text, Channel.SMS));
        refuses("phone", text -> db.consents().findByPhone(text, 1));
        refuses("event type", text -> db.events().find(EventQuery.ofType(text)));
        refuses("entity type", text -> db.events().find(EventQuery.ofEntity(text, ID)));
    }

    private static void refuses(String field, Consumer<String> lookup) {
        List.of("a\0b", "a\uD83D", "\uDE00")
                .forEach(text -> assertThatExceptionOfType(InvalidValueException.class)
                        .isThrownBy(() -> lookup.accept(text))
                        .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(field)));
    }
}
