package io.aro.db.consent;

import io.aro.db.internal.value.IpAddress;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.schema.tables.records.ConsentsRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of a consent or an opt-out; immutable.
 *
 * <p>It is checked when it becomes part of a {@link NewConsent} or {@link NewOptOut}; what is on record is shown as it
 * is.
 *
 * @param text the very words that were agreed to, or that said no, at most 2000 characters
 * @param textVersion the version of the words, at most 50 characters
 * @param source where it was said: a page, a call, a message; at most 500 characters
 * @param ipAddress the IPv4 or IPv6 address it came from
 * @param userAgent the program it came from, at most 500 characters
 */
public record Evidence(
        @Nullable String text,
        @Nullable String textVersion,
        @Nullable String source,
        @Nullable String ipAddress,
        @Nullable String userAgent) {

    /** Returns evidence that says nothing. */
    public static Evidence none() {
        return new Evidence(null, null, null, null, null);
    }

    /** Returns the evidence of the words that were agreed to, or that said no. */
    public static Evidence of(String text) {
        return none().withText(Values.required("consent text", text));
    }

    /** Returns a copy with the words. */
    public Evidence withText(@Nullable String words) {
        return new Evidence(words, textVersion, source, ipAddress, userAgent);
    }

    /** Returns a copy with the version of the words. */
    public Evidence withTextVersion(@Nullable String version) {
        return new Evidence(text, version, source, ipAddress, userAgent);
    }

    /** Returns a copy with where it was said. */
    public Evidence withSource(@Nullable String where) {
        return new Evidence(text, textVersion, where, ipAddress, userAgent);
    }

    /** Returns a copy with the address it came from. */
    public Evidence withIpAddress(@Nullable String address) {
        return new Evidence(text, textVersion, source, address, userAgent);
    }

    /** Returns a copy with the program it came from. */
    public Evidence withUserAgent(@Nullable String program) {
        return new Evidence(text, textVersion, source, ipAddress, program);
    }

    /**
     * Returns this evidence if each of its values can be put on record.
     *
     * @throws InvalidValueException if one does not fit its column, or the address is none
     */
    Evidence checked() {
        Values.optionalText("consent text", text, 2000);
        Values.optionalText("text version", textVersion, 50);
        Values.optionalText("source", source, 500);
        Values.optionalText("user agent", userAgent, 500);
        if (ipAddress != null) {
            IpAddress.check("ip address", ipAddress);
        }
        return this;
    }

    /** Returns the evidence of a row. */
    static Evidence of(ConsentsRecord row) {
        return new Evidence(
                row.getConsentText(), row.getTextVersion(), row.getSource(), row.getIpAddress(), row.getUserAgent());
    }

    /** Returns a new row of this evidence, to which the rest is to be added. */
    ConsentsRecord toRow(UUID id, Instant now) {
        ConsentsRecord row = new ConsentsRecord();
        row.setId(id);
        row.setConsentText(text);
        row.setTextVersion(textVersion);
        row.setSource(source);
        row.setIpAddress(ipAddress);
        row.setUserAgent(userAgent);
        row.setCreatedAt(now);
        return row;
    }
}
