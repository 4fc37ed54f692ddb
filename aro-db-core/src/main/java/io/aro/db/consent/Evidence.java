package io.aro.db.consent;

import io.aro.db.internal.value.IpAddress;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.schema.tables.records.ConsentsRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of a consent or opt-out; immutable.
 *
 * <p>Values are checked on adoption by a {@link NewConsent} or {@link NewOptOut}. Evidence read from the database is
 * not checked again.
 *
 * @param text the wording of the consent or opt-out, at most 2000 characters
 * @param textVersion the version of the wording, at most 50 characters
 * @param source the place: a page, a call, a message; at most 500 characters
 * @param ipAddress the IPv4 or IPv6 address of the client
 * @param userAgent the client program, at most 500 characters
 */
public record Evidence(
        @Nullable String text,
        @Nullable String textVersion,
        @Nullable String source,
        @Nullable String ipAddress,
        @Nullable String userAgent) {

    /** Returns empty evidence. */
    public static Evidence none() {
        return new Evidence(null, null, null, null, null);
    }

    /** Returns evidence with the wording of the consent or opt-out. */
    public static Evidence of(String text) {
        return none().withText(Values.required("consent text", text));
    }

    /** Returns a copy with a wording; null removes it. */
    public Evidence withText(@Nullable String words) {
        return new Evidence(words, textVersion, source, ipAddress, userAgent);
    }

    /** Returns a copy with the version of the wording; null removes it. */
    public Evidence withTextVersion(@Nullable String version) {
        return new Evidence(text, version, source, ipAddress, userAgent);
    }

    /** Returns a copy with the place; null removes it. */
    public Evidence withSource(@Nullable String where) {
        return new Evidence(text, textVersion, where, ipAddress, userAgent);
    }

    /** Returns a copy with the client's IP address; null removes it. */
    public Evidence withIpAddress(@Nullable String address) {
        return new Evidence(text, textVersion, source, address, userAgent);
    }

    /** Returns a copy with the client program; null removes it. */
    public Evidence withUserAgent(@Nullable String program) {
        return new Evidence(text, textVersion, source, ipAddress, program);
    }

    /**
     * Returns this evidence after checking every value.
     *
     * @throws InvalidValueException if a value does not fit its column, or the IP address is malformed
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

    /** Returns the evidence of a row, unchecked. */
    static Evidence of(ConsentsRecord row) {
        return new Evidence(
                row.getConsentText(), row.getTextVersion(), row.getSource(), row.getIpAddress(), row.getUserAgent());
    }

    /** Returns a new row with this evidence; the caller sets the other columns. */
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
