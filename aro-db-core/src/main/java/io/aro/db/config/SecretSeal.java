package io.aro.db.config;

import static io.aro.db.schema.Tables.BUSINESS_CONFIG;

import io.aro.db.crypto.FieldAddress;
import io.aro.db.crypto.FieldCipher;
import io.aro.db.crypto.SealedFieldException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.internal.json.Json;
import io.aro.db.schema.tables.records.BusinessConfigRecord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sealing and opening of the integrations' secrets in the row.
 *
 * <p>The member {@code sealed} marks a document with sealed secrets. A marked document is never written without the
 * cipher. A plain secret in a marked document is rejected, because only an outsider can have written it. With a cipher,
 * a document without the mark is rejected, too, except by {@link BusinessConfigRepository#reseal}: an outsider could
 * otherwise just remove the mark.
 */
final class SecretSeal {

    private static final String MARK = "sealed";
    private static final String FORM = "v1";
    private static final String PREFIX = "sealed:" + FORM + ":";

    private static final List<Place> SECRETS = List.of(
            new Place("booking", "apiKey"),
            new Place("booking", "webhookUrl"),
            new Place("messaging", "apiKey"),
            new Place("payment", "apiKey"));

    private final @Nullable FieldCipher cipher;

    private SecretSeal(@Nullable FieldCipher cipher) {
        this.cipher = cipher;
    }

    /** Returns the seal with the database's cipher, if any. */
    static SecretSeal of(DSLContext dsl) {
        return new SecretSeal((FieldCipher) dsl.configuration().data(FieldCipher.class));
    }

    /**
     * Returns the row with secrets sealed for an id and a version.
     *
     * @throws ConfigurationException if there are secrets, and the database was opened with neither a cipher nor {@code
     *     withPlaintextSecrets()}
     */
    BusinessConfigRecord seal(BusinessConfigRecord row, UUID id, int version) {
        FieldCipher ours = cipher;
        if (ours == null) {
            return requireNoSecrets(row, id);
        }
        if (isPlaintext()) {
            return row;
        }
        row.setIntegrations(change(row.getIntegrations(), document -> {
            document.put(MARK, FORM);
            SECRETS.forEach(place ->
                    place.replace(document, text -> PREFIX + ours.seal(text, address(place, id, version))));
        }));
        return row;
    }

    private static BusinessConfigRecord requireNoSecrets(BusinessConfigRecord row, UUID id) {
        if (secretsOf(document(row.getIntegrations())).findAny().isPresent()) {
            throw new ConfigurationException(String.format(
                            Locale.ROOT,
                            "Config %s has secrets, but the database has no cipher; open the database withCipher(…), or",
                            id)
                    + " withPlaintextSecrets() to store them unsealed.");
        }
        return row;
    }

    /**
     * Returns the row with opened secrets, or the row itself if nothing is sealed.
     *
     * @throws SealedFieldException if sealed secrets have no cipher, plain secrets meet a cipher, or a secret cannot be
     *     opened
     */
    BusinessConfigRecord open(BusinessConfigRecord row) {
        if (seals() && isPlain(row)) {
            throw new SealedFieldException(
                    String.format(
                                    Locale.ROOT,
                                    "The secrets of config %s are stored in plain text. If they are yours, seal them with",
                                    row.getId())
                            + " businessConfig().reseal(…); otherwise "
                            + replacing(row),
                    null);
        }
        return openAny(row);
    }

    /** Returns the remedy for secrets that cannot be opened, the end of a message. */
    private static String replacing(BusinessConfigRecord row) {
        return "replace the configuration with businessConfig().update(" + row.getVersion() + ", config, actor).";
    }

    /**
     * Returns the row like {@link #open}, or empty if the cipher cannot open the secrets; for a full replacement.
     *
     * @throws SealedFieldException if the secrets are sealed and there is no cipher
     */
    Optional<BusinessConfigRecord> openIfPossible(BusinessConfigRecord row) {
        try {
            return Optional.of(open(row));
        } catch (SealedFieldException e) {
            if (seals()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Returns a copy of the row without integrations, with the original id. */
    static BusinessConfigRecord withoutIntegrations(BusinessConfigRecord row) {
        BusinessConfigRecord copy = row.copy();
        copy.setId(row.getId());
        copy.setIntegrations(JSONB.jsonb("{}"));
        return copy;
    }

    /**
     * Returns the row like {@link #open}, but accepts plain secrets despite a cipher.
     *
     * @throws SealedFieldException if sealed secrets have no cipher, the mark is missing, or a secret cannot be opened
     */
    BusinessConfigRecord openAny(BusinessConfigRecord row) {
        if (!isSealed(row.getIntegrations())) {
            return row;
        }
        FieldCipher ours = cipher;
        if (ours == null || isPlaintext()) {
            throw new SealedFieldException(
                    String.format(
                            Locale.ROOT,
                            "The secrets of config %s are sealed; open the database with the cipher that sealed them.",
                            row.getId()),
                    null);
        }
        if (!document(row.getIntegrations()).has(MARK)) {
            throw new SealedFieldException(
                    String.format(
                                    Locale.ROOT,
                                    "Config %s has sealed secrets without their mark; restore the row from a backup, or ",
                                    row.getId())
                            + replacing(row),
                    null);
        }
        BusinessConfigRecord opened = row.copy();
        opened.setId(row.getId());
        opened.setIntegrations(change(row.getIntegrations(), document -> {
            document.remove(MARK);
            SECRETS.forEach(place -> place.replace(document, text -> open(ours, place, text, row)));
        }));
        return opened;
    }

    /** Returns whether the row has secrets, and neither a sealed secret nor the mark. */
    static boolean isPlain(BusinessConfigRecord row) {
        return !isSealed(row.getIntegrations())
                && secretsOf(document(row.getIntegrations())).findAny().isPresent();
    }

    private boolean seals() {
        return cipher != null && !isPlaintext();
    }

    private boolean isPlaintext() {
        return FieldCipher.plaintext().equals(cipher);
    }

    /**
     * Returns whether all secrets of the row are sealed with the cipher's current key.
     *
     * @throws SealedFieldException if there is no cipher
     */
    boolean isCurrent(BusinessConfigRecord row) {
        FieldCipher ours = cipher;
        if (ours == null || isPlaintext()) {
            throw new SealedFieldException(
                    String.format(
                            Locale.ROOT,
                            "The database has no cipher to seal the secrets of config %s; open the database withCipher(…).",
                            row.getId()),
                    null);
        }
        JsonNode document = document(row.getIntegrations());
        return document.has(MARK)
                && secretsOf(document)
                        .allMatch(text -> text.startsWith(PREFIX) && ours.isCurrent(text.substring(PREFIX.length())));
    }

    private static String open(FieldCipher cipher, Place place, String text, BusinessConfigRecord row) {
        FieldAddress address = address(place, row.getId(), row.getVersion());
        if (!text.startsWith(PREFIX)) {
            throw SealedFieldException.unopenable(address);
        }
        return cipher.open(text.substring(PREFIX.length()), address);
    }

    private static boolean isSealed(JSONB integrations) {
        JsonNode document = document(integrations);
        return document.has(MARK) || secretsOf(document).anyMatch(text -> text.startsWith(PREFIX));
    }

    private static Stream<String> secretsOf(JsonNode document) {
        return SECRETS.stream().flatMap(place -> place.find(document));
    }

    private static FieldAddress address(Place place, UUID id, int version) {
        return new FieldAddress(
                BUSINESS_CONFIG.getName(),
                id,
                BUSINESS_CONFIG.INTEGRATIONS.getName() + "." + place.service() + "." + place.member(),
                version);
    }

    private static JSONB change(JSONB integrations, Consumer<ObjectNode> change) {
        JsonNode document = document(integrations);
        if (document instanceof ObjectNode object) {
            change.accept(object);
        }
        return JSONB.jsonb(Json.write(document));
    }

    private static JsonNode document(JSONB integrations) {
        return Json.read(integrations.data(), JsonNode.class);
    }

    /**
     * The path of a secret in the document.
     *
     * @param service the name of the service's member
     * @param member the name of the secret within the service
     */
    private record Place(String service, String member) {

        Stream<String> find(JsonNode document) {
            JsonNode value = document.path(service).path(member);
            return value.isString() ? Stream.of(value.asString()) : Stream.empty();
        }

        void replace(ObjectNode document, UnaryOperator<String> change) {
            find(document).forEach(text -> ((ObjectNode) document.path(service)).put(member, change.apply(text)));
        }
    }
}
