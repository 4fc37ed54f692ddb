package io.aro.db.config;

import static io.aro.db.schema.Tables.BUSINESS_CONFIG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.crypto.Keysets;
import io.aro.db.crypto.SealedFieldException;
import io.aro.db.crypto.TinkCipher;
import io.aro.db.error.ConfigurationException;
import io.aro.db.event.Actor;
import io.aro.db.refusal.StaleVersionException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.JSONB;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Refusals of unsealed secrets, and of sealed secrets after a manipulation. */
@BothEngines
class RefusedSecretsTest {

    private static final Actor OWNER = Actor.admin("owner");
    private static final List<String> SECRETS =
            List.of("book_hush", "https://hooks.example.org/hush", "text_hush", "sk_hush");
    private static final Map<String, String> SECRET_PLACES =
            Map.of("booking", "apiKey", "messaging", "apiKey", "payment", "apiKey");

    private final TestDatabase database;
    private final AroDatabase plain;

    @TempDir
    private Path folder = Path.of("");

    private Path keyset = Path.of("");

    RefusedSecretsTest(TestDatabase database, AroDatabase plain) {
        this.database = database;
        this.plain = plain;
    }

    @BeforeEach
    void makesAKeyset() {
        keyset = folder.resolve("keyset.json");
        Keysets.create(keyset);
    }

    private AroDatabase sealing() {
        return SealingDatabase.open(database, TinkCipher.ofFile(keyset));
    }

    @Test
    void withoutASecretThereIsNothingToRefuse() {
        plain.businessConfig().create(Clinic.full().withIntegrations(Integrations.none()), OWNER);

        try (AroDatabase db = sealing()) {
            assertThat(db.businessConfig().get().config().integrations()).isEqualTo(Integrations.none());
            assertThat(db.businessConfig().hasPlaintextSecrets()).isFalse();
        }
    }

    @Test
    void aSecretThatSomebodyPutThereIsRefused() {
        try (AroDatabase db = sealing()) {
            db.businessConfig().create(Clinic.full(), OWNER);
            tamper(document -> {
                ((ObjectNode) document).remove("sealed");
                SECRET_PLACES.forEach(
                        (service, member) -> ((ObjectNode) document.get(service)).put(member, "of_a_thief"));
                ((ObjectNode) document.get("booking")).put("webhookUrl", "of_a_thief");
            });

            assertThatExceptionOfType(SealedFieldException.class)
                    .isThrownBy(() -> db.businessConfig().get())
                    .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("of_a_thief"));
        }
    }

    @Test
    void aMarkThatWasTakenAwayIsMissed() {
        try (AroDatabase db = sealing()) {
            db.businessConfig().create(Clinic.full(), OWNER);
            tamper(document -> ((ObjectNode) document).remove("sealed"));
            String tampered = stored();

            refusesToReadAndWrite(db);

            assertThat(stored()).isEqualTo(tampered);
        }
    }

    @Test
    void aValueThatWasCutIsRefused() {
        try (AroDatabase db = sealing()) {
            db.businessConfig().create(Clinic.full(), OWNER);
            String whole = stored();
            String sealed = JsonMapper.shared()
                    .readTree(whole)
                    .get("payment")
                    .get("apiKey")
                    .asString();
            for (int length : new int[] {0, 10, 11, 12, 13, 20, sealed.length() - 1}) {
                tamper(document -> ((ObjectNode) document.get("payment")).put("apiKey", sealed.substring(0, length)));
                String tampered = stored();

                refusesToReadAndWrite(db);

                assertThat(stored()).isEqualTo(tampered);
            }
        }
    }

    @Test
    void integrationsThatCannotBeOpenedAreReplacedByAWholeConfiguration() {
        try (AroDatabase db = sealing()) {
            db.businessConfig().create(Clinic.full(), OWNER);
            int version = 1;
            for (Consumer<JsonNode> harm : List.<Consumer<JsonNode>>of(
                    document -> ((ObjectNode) document).remove("sealed"),
                    document -> ((ObjectNode) document.get("payment")).put("apiKey", "of_a_thief"),
                    document -> ((ObjectNode) document)
                            .removeAll()
                            .putObject("payment")
                            .put("apiKey", "of_a_thief"))) {
                tamper(harm);

                StoredConfig replaced = db.businessConfig().update(version, Clinic.full(), OWNER);

                version++;
                assertThat(replaced.version()).isEqualTo(version);
                assertThat(db.businessConfig().get().config()).isEqualTo(Clinic.full());
                assertThat(stored()).doesNotContain("of_a_thief").doesNotContain(SECRETS);
                assertThat(db.events().findLatest(1)).singleElement().satisfies(told -> {
                    assertThat(told.type()).isEqualTo("config.updated");
                    assertThat(told.data().get("changed").values())
                            .extracting(JsonNode::asString)
                            .containsExactly("integrations");
                });
            }
        }
    }

    @Test
    void integrationsOfALostKeyAreTakenAwayByTheVersionThatTheRefusalSays() {
        plain.businessConfig().create(Clinic.full(), OWNER);
        BusinessConfig none = Clinic.full().withIntegrations(Integrations.none());
        try (AroDatabase db = sealing()) {
            assertThatExceptionOfType(SealedFieldException.class)
                    .isThrownBy(() -> db.businessConfig().get())
                    .withMessageContaining("businessConfig().update(1, config, actor)");
            assertThatExceptionOfType(StaleVersionException.class)
                    .isThrownBy(() -> db.businessConfig().update(2, none, OWNER));
            assertThat(db.businessConfig().reseal(OWNER)).isTrue();
        }
        keyset = folder.resolve("other.json");
        Keysets.create(keyset);

        try (AroDatabase db = sealing()) {
            StoredConfig replaced = db.businessConfig().update(2, none, OWNER);

            assertThat(replaced.config()).isEqualTo(none);
            assertThat(db.businessConfig().get()).isEqualTo(replaced);
            assertThat(stored()).doesNotContain("sealed:");
        }
    }

    private static void refusesToReadAndWrite(AroDatabase db) {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> db.businessConfig().get(),
                () -> db.businessConfig().update(config -> config.withBusinessName("Another"), OWNER),
                () -> db.businessConfig().reseal(OWNER))) {
            assertThatExceptionOfType(SealedFieldException.class).isThrownBy(call);
        }
    }

    @Test
    void withoutACipherNoSecretIsStoredByChance() {
        try (AroDatabase db = SealingDatabase.open(database, null)) {
            BusinessConfig config = Clinic.full();

            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> db.businessConfig().create(config, OWNER))
                    .withMessageContaining("withCipher(…), or withPlaintextSecrets()")
                    .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain(SECRETS));
            assertThat(db.businessConfig().find()).isEmpty();
            db.businessConfig().create(config.withIntegrations(Integrations.none()), OWNER);
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> db.businessConfig().update(1, config, OWNER));
            assertThat(db.businessConfig().get().version()).isEqualTo(1);
        }
    }

    private String stored() {
        return plain.session()
                .<String>read(dsl -> dsl.select(BUSINESS_CONFIG.INTEGRATIONS)
                        .from(BUSINESS_CONFIG)
                        .fetchSingle()
                        .value1()
                        .data());
    }

    private void tamper(Consumer<JsonNode> change) {
        JsonNode document = JsonMapper.shared().readTree(stored());
        change.accept(document);
        write(document.toString());
    }

    private void write(String document) {
        plain.session()
                .<Integer>write(dsl -> dsl.update(BUSINESS_CONFIG)
                        .set(BUSINESS_CONFIG.INTEGRATIONS, JSONB.jsonb(document))
                        .where(BUSINESS_CONFIG.VERSION.ge(1))
                        .execute());
    }
}
