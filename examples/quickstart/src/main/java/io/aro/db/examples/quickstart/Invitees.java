package io.aro.db.examples.quickstart;

import io.aro.db.customer.CommunicationPreference;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.phone.PhoneParser;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.transaction.Transaction;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;

/**
 * The customers of invitees.
 *
 * <p>The phone identifies the customer. Without a phone the e-mail address does: its hash becomes a number outside all
 * numbering plans, and the customer prefers mail.
 */
final class Invitees {

    private static final BigInteger NUMBERS = BigInteger.TEN.pow(12);

    private final PhoneParser parser;

    Invitees(PhoneParser parser) {
        this.parser = parser;
    }

    /**
     * Returns the customer of an invitee, creating the customer at the first booking.
     *
     * @throws InvalidValueException if the invitee gave numbers and none is readable
     */
    Customer customerOf(Transaction tx, Invitee invitee) {
        return phoneOf(invitee)
                .map(phone -> tx.customers().upsertByPhone(asNew(phone, invitee)))
                .orElseGet(() -> withoutPhone(tx, invitee));
    }

    /** Returns the reason for the first unreadable number, without the number; empty if all are readable. */
    String remarkOn(Invitee invitee) {
        return invitee.phones().stream()
                .flatMap(given -> refusal(given).stream())
                .findFirst()
                .map(refusal -> "a number was passed over, which " + refusal.rule())
                .orElse("");
    }

    private Optional<String> phoneOf(Invitee invitee) {
        Optional<String> phone = invitee.phones().stream()
                .filter(given -> holdsDigit(given) && refusal(given).isEmpty())
                .findFirst()
                .map(given -> parser.parse(given.written()));
        if (phone.isEmpty()) {
            invitee.phones().stream()
                    .filter(GivenPhone::isNumber)
                    .flatMap(given -> refusal(given).stream())
                    .findFirst()
                    .ifPresent(refusal -> {
                        throw refusal;
                    });
        }
        return phone;
    }

    /** Returns the reason to refuse a text with digits; a text without digits is no number and is not refused. */
    private Optional<InvalidValueException> refusal(GivenPhone given) {
        if (!holdsDigit(given)) {
            return Optional.empty();
        }
        try {
            parser.parse(given.written());
            return Optional.empty();
        } catch (InvalidValueException e) {
            return Optional.of(e);
        }
    }

    private static boolean holdsDigit(GivenPhone given) {
        return given.written().codePoints().anyMatch(Character::isDigit);
    }

    /** Two addresses may hash to one number; the later address then tries its next hash. */
    private static Customer withoutPhone(Transaction tx, Invitee invitee) {
        for (int attempt = 0; ; attempt++) {
            String number = numberOfNobody(invitee.email(), attempt);
            Customer customer = tx.customers()
                    .upsertByPhone(asNew(number, invitee).withCommunicationPreference(CommunicationPreference.EMAIL));
            if (invitee.email().equalsIgnoreCase(customer.email())) {
                return customer;
            }
        }
    }

    private static String numberOfNobody(String email, int attempt) {
        byte[] address = (attempt + ":" + email.toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(address);
            // No country has the code 999; twelve digits follow it.
            return String.format(Locale.ROOT, "+999%012d", new BigInteger(1, hash).mod(NUMBERS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private static NewCustomer asNew(String phone, Invitee invitee) {
        return NewCustomer.withPhone(phone).withName(invitee.name()).withEmail(invitee.email());
    }
}
