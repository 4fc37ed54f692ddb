package io.aro.db.model;

import io.aro.db.consent.Consent;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.Evidence;
import io.aro.db.consent.NewConsent;
import io.aro.db.consent.NewOptOut;
import io.aro.db.contact.Channel;
import io.aro.db.model.Operation.Call;
import io.aro.db.model.Operation.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of consents. */
sealed interface ConsentCall extends Call {

    @Weight(10)
    record GiveConsent(
            String phone,
            @Nullable Channel channel,
            ConsentMethod method,
            @Nullable Instant at,
            @Nullable Integer ofCustomer,
            @Nullable String words,
            @Nullable String ipAddress,
            Who who)
            implements ConsentCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.consents()
                    .append(new NewConsent(
                            phone,
                            channel,
                            method,
                            at,
                            ofCustomer == null ? null : known.customer(ofCustomer),
                            Evidence.none().withText(words).withIpAddress(ipAddress),
                            who.actor()));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.consents().give(this, ofCustomer == null ? null : known.customer(ofCustomer));
        }
    }

    @Weight(8)
    record OptOut(
            String phone,
            @Nullable Channel channel,
            @Nullable Instant at,
            @Nullable Integer ofCustomer,
            @Nullable String words,
            Who who)
            implements ConsentCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.consents()
                    .append(new NewOptOut(
                            phone,
                            channel,
                            at,
                            ofCustomer == null ? null : known.customer(ofCustomer),
                            Evidence.none().withText(words),
                            who.actor()));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.consents().revoke(this, ofCustomer == null ? null : known.customer(ofCustomer));
        }
    }

    @Weight(6)
    record MayContact(
            String phone, Channel channel, @Nullable Instant at) implements ConsentCall {
        @Override
        public Object on(Repositories db, Known known) {
            return at == null
                    ? db.consents().mayContact(phone, channel)
                    : db.consents().mayContact(phone, channel, at);
        }

        @Override
        public Object on(Model model, Known known) {
            return model.consents().mayContact(phone, channel, at);
        }
    }

    record HoldConsent(String phone, Channel channel) implements ConsentCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.consents().lockConsent(phone, channel);
        }

        @Override
        public Object on(Model model, Known known) {
            if (!model.isInTransaction()) {
                throw Refusal.misuse();
            }
            return model.consents().mayContact(phone, channel, null);
        }
    }

    record FindConsents(@Nullable Integer ofCustomer, String phone, int limit) implements ConsentCall {
        @Override
        public Object on(Repositories db, Known known) {
            List<List<Consent>> pages = new ArrayList<>();
            pages.add(
                    ofCustomer == null
                            ? db.consents().findByPhone(phone, limit)
                            : db.consents().findByCustomerId(known.customer(ofCustomer), limit));
            while (!pages.getLast().isEmpty()) {
                Consent last = pages.getLast().getLast();
                pages.add(
                        ofCustomer == null
                                ? db.consents().findByPhone(phone, last, limit)
                                : db.consents().findByCustomerId(known.customer(ofCustomer), last, limit));
            }
            return pages;
        }

        @Override
        public Object on(Model model, Known known) {
            Check.positive(limit);
            List<Consent> rest = model.tables().consents().values().stream()
                    .filter(consent -> ofCustomer == null
                            ? consent.phone().equals(phone)
                            : known.customer(ofCustomer).equals(consent.customerId()))
                    .sorted(Comparator.comparing(Consent::createdAt))
                    .toList();
            List<List<Consent>> pages = new ArrayList<>();
            while (!rest.isEmpty()) {
                pages.add(Model.first(limit, rest));
                rest = rest.subList(pages.getLast().size(), rest.size());
            }
            pages.add(List.of());
            return pages;
        }
    }
}
