package io.aro.db.config;

import static io.aro.db.schema.Tables.BUSINESS_CONFIG;

import io.aro.db.crypto.FieldAddress;
import io.aro.db.crypto.FieldCipher;
import io.aro.db.crypto.SealedFieldException;
import io.aro.db.internal.Json;
import io.aro.db.schema.tables.records.BusinessConfigRecord;
import java.util.List;
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
 * the cipher, and a secret in it that is not sealed is refused, since somebody else has put it there.
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

    /** Returns the row with its secrets sealed for its id and version. */
    BusinessConfigRecord seal(BusinessConfigRecord row, UUID id, int version) {
        FieldCipher ours = cipher;
        if (ours == null) {
            return row;
        }
        row.setIntegrations(change(row.getIntegrations(), document -> {
            document.put(MARK, FORM);
            SECRETS.forEach(place ->
                    place.replace(document, text -> PREFIX + ours.seal(text, address(place, id, version))));
        }));
        return row;
    }

    /**
     * Returns the row with its secrets opened, in memory.
     *
     * @throws SealedFieldException if they are sealed and there is no cipher, or one of them is not what was sealed
     */
    BusinessConfigRecord open(BusinessConfigRecord row) {
        if (!isSealed(row.getIntegrations())) {
            return row;
        }
        FieldCipher ours = cipher;
        if (ours == null) {
            throw new SealedFieldException(
                    "The secrets of config %s are sealed; open the database with the cipher that sealed them."
                            .formatted(row.getId()),
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

    /** Tells whether every secret of the row is sealed, with the current key of the cipher. */
    boolean isCurrent(BusinessConfigRecord row) {
        FieldCipher ours = cipher;
        if (ours == null) {
            throw new SealedFieldException(
                    "There is no cipher to seal the secrets of config %s; open the database with one."
                            .formatted(row.getId()),
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
     * Is where a secret stands in the document.
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
