package io.aro.db.config;

import static io.aro.db.schema.Tables.BUSINESS_CONFIG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import io.aro.db.AroDatabase;
import io.aro.db.config.Integrations.Payment;
import io.aro.db.crypto.Keysets;
import io.aro.db.crypto.SealedFieldException;
import io.aro.db.crypto.TinkCipher;
import io.aro.db.event.Actor;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sealed secrets of the configuration, with rotations, moved values and foreign keysets. */
@BothEngines
class SealedConfigTest {

    private static final Actor OWNER = Actor.admin("owner");
    private static final List<String> SECRETS =
            List.of("book_hush", "https://hooks.example.org/hush", "text_hush", "sk_hush");

    private final TestDatabase database;
    private final AroDatabase plain;

    @TempDir
    private Path folder = Path.of("");

    private Path keyset = Path.of("");

    SealedConfigTest(TestDatabase database, AroDatabase plain) {
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
    void storesNoSecretThatCanBeReadAndGivesThemBack() {
        try (AroDatabase db = sealing()) {
            StoredConfig created = db.businessConfig().create(Clinic.full(), OWNER);

            assertThat(created.config()).isEqualTo(Clinic.full());
            assertThat(db.businessConfig().get()).isEqualTo(created);
            assertThat(stored()).doesNotContain(SECRETS);
            StoredConfig updated = db.businessConfig().update(config -> config.withBusinessName("Another"), OWNER);
            assertThat(updated.config().integrations()).isEqualTo(Clinic.full().integrations());
            assertThat(stored()).doesNotContain(SECRETS);
            assertThat(db.<StoredConfig, RuntimeException>inTransaction(
                            tx -> tx.businessConfig().get()))
                    .isEqualTo(updated);
        }
    }

    @Test
    void sealedSecretsAreNeitherReadNorOverwrittenWithoutTheKey() {
        try (AroDatabase db = sealing()) {
            db.businessConfig().create(Clinic.full(), OWNER);
        }
        String before = stored();

        assertThatExceptionOfType(SealedFieldException.class)
                .isThrownBy(() -> plain.businessConfig().get())
                .withMessageContaining("open the database with the cipher that sealed them");
        assertThatExceptionOfType(SealedFieldException.class)
                .isThrownBy(() -> plain.businessConfig().update(1, Clinic.full().withBusinessName("Another"), OWNER));
        assertThatExceptionOfType(SealedFieldException.class)
                .isThrownBy(() -> plain.businessConfig().reseal(OWNER));
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void anotherKeysetOpensNothing() {
        try (AroDatabase db = sealing()) {
            db.businessConfig().create(Clinic.full(), OWNER);
        }
        keyset = folder.resolve("other.json");
        Keysets.create(keyset);

        try (AroDatabase db = sealing()) {
            assertThatExceptionOfType(SealedFieldException.class)
                    .isThrownBy(() -> db.businessConfig().get())
                    .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain(SECRETS));
        }
    }

    @Test
    void whatWasStoredInTheClearIsSealedOnRequestAndNotReadBefore() {
        plain.businessConfig().create(Clinic.full(), OWNER);

        try (AroDatabase db = sealing()) {
            assertThat(db.businessConfig().hasPlaintextSecrets()).isTrue();
            assertThatExceptionOfType(SealedFieldException.class)
                    .isThrownBy(() -> db.businessConfig().get())
                    .withMessageContaining("businessConfig().reseal(");
            assertThatExceptionOfType(SealedFieldException.class)
                    .isThrownBy(() -> db.businessConfig().update(config -> config.withBusinessName("Another"), OWNER));
            assertThat(db.businessConfig().reseal(OWNER)).isTrue();
            assertThat(db.businessConfig().reseal(OWNER)).isFalse();
            assertThat(db.businessConfig().get().config()).isEqualTo(Clinic.full());
            assertThat(db.businessConfig().hasPlaintextSecrets()).isFalse();
            assertThat(db.events().findLatest(1)).singleElement().satisfies(told -> {
                assertThat(told.type()).isEqualTo("config.resealed");
                assertThat(told.data().get("plaintext").asBoolean()).isTrue();
            });
        }

        assertThat(stored()).doesNotContain(SECRETS);
    }

    @Test
    void afterARotationTheNewKeyAloneOpensEverything() throws Exception {
        try (AroDatabase db = sealing()) {
            db.businessConfig().create(Clinic.full(), OWNER);
        }
        Keysets.rotate(keyset);
        try (AroDatabase db = sealing()) {
            assertThat(db.businessConfig().reseal(OWNER)).isTrue();
        }

        try (AroDatabase db = SealingDatabase.open(database, TinkCipher.of(newestKeyAlone()))) {
            assertThat(db.businessConfig().get().config()).isEqualTo(Clinic.full());
            assertThat(db.businessConfig().reseal(OWNER)).isFalse();
        }
    }

    private KeysetHandle newestKeyAlone() throws Exception {
        KeysetHandle all = TinkJsonProtoKeysetFormat.parseKeyset(
                Files.readString(keyset), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        KeysetHandle.Entry newest = all.getPrimary();
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(newest.getKey())
                        .withFixedId(newest.getId())
                        .makePrimary())
                .build();
    }

    @Test
    void onceSealedNoSecretInTheClearIsTakenForOne() {
        try (AroDatabase db = sealing()) {
            db.businessConfig().create(Clinic.full(), OWNER);
            tamper(document -> ((ObjectNode) document.get("payment")).put("apiKey", "sk_of_a_thief"));

            assertThatExceptionOfType(SealedFieldException.class)
                    .isThrownBy(() -> db.businessConfig().get())
                    .withMessageContaining("business_config.integrations.payment.apiKey")
                    .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("sk_of_a_thief"));
        }
    }

    @Test
    void noSealedValueCanBePutAnywhereElse() {
        try (AroDatabase db = sealing()) {
            db.businessConfig().create(Clinic.full(), OWNER);
            String first = stored();
            JsonNode before = JsonMapper.shared().readTree(first);
            String booking = before.get("booking").get("apiKey").asString();
            String payment = before.get("payment").get("apiKey").asString();

            tamper(document -> ((ObjectNode) document.get("payment")).put("apiKey", booking));
            assertThatExceptionOfType(SealedFieldException.class)
                    .isThrownBy(() -> db.businessConfig().get());

            tamper(document -> ((ObjectNode) document.get("payment")).put("apiKey", payment));
            assertThat(db.businessConfig().get().config()).isEqualTo(Clinic.full());

            db.businessConfig().update(config -> config.withBusinessName("Another"), OWNER);
            write(first);
            assertThatExceptionOfType(SealedFieldException.class)
                    .isThrownBy(() -> db.businessConfig().get());
        }
    }

    @Test
    void noSealedValueOpensInAnotherRow() {
        try (AroDatabase db = sealing()) {
            db.businessConfig().create(Clinic.full(), OWNER);
            plain.session()
                    .<Integer>write(dsl -> dsl.update(BUSINESS_CONFIG)
                            .set(BUSINESS_CONFIG.ID, new UUID(0, 9))
                            .where(BUSINESS_CONFIG.VERSION.eq(1))
                            .execute());

            assertThatExceptionOfType(SealedFieldException.class)
                    .isThrownBy(() -> db.businessConfig().get());
        }
    }

    @Test
    void aRotationSealsAnewWhileOthersReadAndWrite() throws Exception {
        try (AroDatabase db = sealing()) {
            db.businessConfig().create(Clinic.full(), OWNER);
        }
        Keysets.rotate(keyset);

        try (AroDatabase db = sealing();
                ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> others = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String name = "Clinic " + i;
                others.add(threads.submit(() -> useFor(20, db, name)));
            }
            Future<Boolean> rotation = threads.submit(() -> db.businessConfig().reseal(OWNER));
            for (Future<?> other : others) {
                other.get();
            }
            rotation.get();

            assertThat(db.businessConfig().reseal(OWNER)).isFalse();
            assertThat(db.businessConfig().get().config().integrations())
                    .isEqualTo(Clinic.full().integrations());
        }
    }

    private static @Nullable Void useFor(int rounds, AroDatabase db, String name) {
        for (int round = 0; round < rounds; round++) {
            String next = name + "." + round;
            db.businessConfig().update(config -> config.withBusinessName(next), OWNER);
            assertThat(db.businessConfig().get().config().integrations())
                    .isEqualTo(Clinic.full().integrations());
        }
        return null;
    }

    @Test
    void configurationsAndTheirEventsNeverShowASecret() {
        try (AroDatabase db = sealing()) {
            StoredConfig stored = db.businessConfig().create(Clinic.full(), OWNER);
            db.businessConfig()
                    .update(
                            config -> config.withIntegrations(
                                    config.integrations().withPayment(new Payment("square", "sk_hush_2", null))),
                            OWNER);

            assertThat(stored.toString()).doesNotContain("hush");
            assertThat(JsonMapper.shared().writeValueAsString(stored.config().integrations()))
                    .doesNotContain("hush_2", "book_hush", "sk_hush");
            assertThat(db.events().findLatest(10))
                    .allSatisfy(event -> assertThat(event.toString()).doesNotContain("hush"));
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
