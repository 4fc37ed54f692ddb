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
 * Seals the secrets of the integrations on their way into the row, and opens them on their way out.
 *
 * <p>The document says by its member {@code sealed} that its secrets are sealed. From then on it is never written without
 * the cipher, and a secret in it that is not sealed is refused, since somebody else has put it there. With a cipher a
 * document without the member is refused, too, but where its secrets are to be sealed: else the member could be taken away.
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

    /** Returns the seal by the cipher that the database was opened with, if it was. */
    static SecretSeal of(DSLContext dsl) {
        return new SecretSeal((FieldCipher) dsl.configuration().data(FieldCipher.class));
    }

    /**
     * Returns the row with its secrets sealed for its id and version.
     *
     * @throws ConfigurationException if there are secrets, and nobody has said how to store them
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
                            "Config %s has secrets and there is no cipher to seal them; open the database withCipher(…), or",
                            id)
                    + " withPlaintextSecrets() to store them as they are.");
        }
        return row;
    }

    /**
     * Returns the row with its secrets opened, in memory.
     *
     * @throws SealedFieldException if they are sealed and there is no cipher, or there is one and they are not, or one of
     *     them is not what was sealed
     */
    BusinessConfigRecord open(BusinessConfigRecord row) {
        if (seals() && isPlain(row)) {
            throw new SealedFieldException(
                    String.format(
                                    Locale.ROOT,
                                    "The secrets of config %s are stored as they are, or somebody has put them there; if they are yours,",
                                    row.getId())
                            + " seal them by businessConfig().reseal(…), else "
                            + replacing(row),
                    null);
        }
        return openAny(row);
    }

    /** Returns the remedy that opens nothing. */
    private static String replacing(BusinessConfigRecord row) {
        return "replace the whole by businessConfig().update(" + row.getVersion() + ", config, actor).";
    }

    /**
     * Returns the row like {@link #open} to somebody who replaces all of it, or nothing if its secrets cannot be opened.
     *
     * @throws SealedFieldException if they are sealed and there is no cipher
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

    /** Returns a copy of the row without its integrations. */
    static BusinessConfigRecord withoutIntegrations(BusinessConfigRecord row) {
        BusinessConfigRecord copy = row.copy();
        copy.setId(row.getId());
        copy.setIntegrations(JSONB.jsonb("{}"));
        return copy;
    }

    /** Returns the row like {@link #open}, and one whose secrets were never sealed as it is. */
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
                                    "The mark of config %s that says that its secrets are sealed is gone; put the row back from a backup, or ",
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

    /** Tells whether the row has secrets that are neither sealed nor marked as such. */
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

    /** Tells whether every secret of the row is sealed, with the current key of the cipher. */
    boolean isCurrent(BusinessConfigRecord row) {
        FieldCipher ours = cipher;
        if (ours == null || isPlaintext()) {
            throw new SealedFieldException(
                    String.format(
                            Locale.ROOT,
                            "There is no cipher to seal the secrets of config %s; open the database with one.",
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
     * The place of a secret in the document.
     *
     * @param service the member that is the service
     * @param member its member that is the secret
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
