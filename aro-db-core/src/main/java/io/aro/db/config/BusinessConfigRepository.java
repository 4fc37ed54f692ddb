package io.aro.db.config;

import static io.aro.db.schema.Tables.BUSINESS_CONFIG;

import io.aro.db.crypto.SealedFieldException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.event.Actor;
import io.aro.db.event.EventRepository;
import io.aro.db.event.NewEvent;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.DocumentMismatchException;
import io.aro.db.refusal.StaleVersionException;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.BusinessConfigRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The repository of the business configuration, a single row per installation.
 *
 * <p>Every change appends an event to the audit log. The event lists the changed members without values, because some
 * are secrets.
 *
 * <p>A database opened with a cipher stores the secrets of the integrations sealed. Sealed secrets need the cipher for
 * each later read and write ({@link SealedFieldException}). With a cipher, secrets stored in plain text must first be
 * sealed by {@link #reseal}. Without a cipher, secrets are not written ({@link ConfigurationException}), except to a
 * database opened {@code withPlaintextSecrets()}.
 */
public final class BusinessConfigRepository {

    private static final String NOUN = "config";
    private static final int FIRST_VERSION = 1;

    private final Session session;

    /** Creates the repository on a session. */
    public BusinessConfigRepository(Session session) {
        this.session = session;
    }

    /**
     * Returns the configuration; empty if none is stored.
     *
     * @throws DocumentMismatchException if a stored value is malformed, for example after a manual change
     * @throws SealedFieldException if secrets are sealed and cannot be opened, or are plain despite a cipher
     */
    public Optional<StoredConfig> find() {
        return session.readPrimary(dsl -> dsl.selectFrom(BUSINESS_CONFIG)
                .fetchOptional(row -> StoredConfig.of(SecretSeal.of(dsl).open(row))));
    }

    /**
     * Returns the configuration, with the exceptions of {@link #find}.
     *
     * @throws NotConfiguredException if none is stored
     */
    public StoredConfig get() {
        return find().orElseThrow(NotConfiguredException::new);
    }

    /**
     * Inserts the first configuration and appends the event {@code config.created}, in two statements.
     *
     * @param actor the actor of the event
     * @throws ConstraintViolationException of kind {@code UNIQUE} if a configuration exists
     * @throws ConfigurationException if there are secrets, and the database has no cipher
     */
    public StoredConfig create(BusinessConfig config, Actor actor) {
        Values.required("actor", actor);
        return session.atomically(tx -> {
            BusinessConfigRecord row = config.toRow(tx.newId(), tx.now());
            StoredConfig created = tx.write(dsl -> {
                SecretSeal seal = SecretSeal.of(dsl);
                return dsl.insertInto(BUSINESS_CONFIG)
                        .set(seal.seal(row, row.getId(), FIRST_VERSION))
                        .returning()
                        .fetchSingle(inserted -> StoredConfig.of(seal.open(inserted)));
            });
            appendEvent(tx, "config.created", created, Map.of("version", created.version()), actor);
            return created;
        });
    }

    /**
     * Replaces the configuration under an optimistic lock, in three statements. An equal configuration is not written.
     *
     * <p>With a cipher, also replaces integrations with secrets that the cipher cannot open: altered, stored unsealed,
     * or sealed by a lost key. The old integrations are lost then, including members unknown to this release. The event
     * lists {@code integrations} as a whole. The messages of {@link #find} and of {@link StaleVersionException} name
     * the current version.
     *
     * @param expectedVersion the version read by the caller
     * @param actor the actor of the event
     * @return the stored configuration, at the next version if changed
     * @throws StaleVersionException if the version has changed since
     * @throws SealedFieldException if the secrets are sealed and the database has no cipher
     * @throws NotConfiguredException if none is stored
     */
    public StoredConfig update(int expectedVersion, BusinessConfig config, Actor actor) {
        Values.positive("expected version", expectedVersion);
        Values.required("actor", actor);
        return session.atomically(tx -> {
            BusinessConfigRecord row = lock(tx).orElseThrow(NotConfiguredException::new);
            if (expectedVersion != row.getVersion()) {
                throw new StaleVersionException(NOUN, row.getId(), expectedVersion, row.getVersion());
            }
            SecretSeal seal = tx.read(SecretSeal::of);
            Optional<BusinessConfigRecord> opened = seal.openIfPossible(row);
            BusinessConfigRecord before = opened.orElseGet(() -> SecretSeal.withoutIntegrations(row));
            return change(tx, before, opened.isEmpty(), stored -> config, actor);
        });
    }

    /**
     * Changes the current configuration in three statements, without lost updates.
     *
     * <p>The function runs once, while the row is locked. Only return a changed copy from it. An equal copy is not
     * written.
     *
     * @param change a function from the current to the new configuration
     * @param actor the actor of the event
     * @throws NotConfiguredException if none is stored
     * @throws SealedFieldException if the secrets cannot be opened
     */
    public StoredConfig update(UnaryOperator<BusinessConfig> change, Actor actor) {
        Values.required("actor", actor);
        return session.atomically(tx -> {
            BusinessConfigRecord row = lock(tx).orElseThrow(NotConfiguredException::new);
            return change(tx, tx.read(dsl -> SecretSeal.of(dsl).open(row)), false, change, actor);
        });
    }

    /** Returns whether the row holds secrets in plain text; {@link #reseal} seals them. */
    public boolean hasPlaintextSecrets() {
        return session.readPrimary(dsl -> dsl.selectFrom(BUSINESS_CONFIG)
                .fetchOptional()
                .filter(SecretSeal::isPlain)
                .isPresent());
    }

    /**
     * Seals all secrets with the cipher's current key, including secrets in plain text.
     *
     * <p>Appends the event {@code config.resealed}. The event's {@code plaintext} is true if secrets were stored in
     * plain text; in that case, check their origin. The change is one transaction, so a killed rotation can simply run
     * again.
     *
     * @return false if all secrets were sealed with the current key already
     * @throws SealedFieldException if the database has no cipher, or a secret cannot be opened
     * @throws NotConfiguredException if none is stored
     */
    public boolean reseal(Actor actor) {
        Values.required("actor", actor);
        return session.atomically(tx -> {
            BusinessConfigRecord row = lock(tx).orElseThrow(NotConfiguredException::new);
            SecretSeal seal = tx.read(SecretSeal::of);
            BusinessConfigRecord opened = seal.openAny(row);
            if (seal.isCurrent(row)) {
                return false;
            }
            boolean plain = SecretSeal.isPlain(row);
            StoredConfig before = StoredConfig.of(opened);
            StoredConfig after = write(tx, before.config().toChange(opened, tx.now()), before);
            appendEvent(tx, "config.resealed", after, Map.of("version", after.version(), "plaintext", plain), actor);
            return true;
        });
    }

    /**
     * Writes the change of a locked row and appends the event.
     *
     * @param row the row with opened secrets, or without integrations if they cannot be opened
     * @param isClosed whether the integrations could not be opened
     */
    private static StoredConfig change(
            Session tx, BusinessConfigRecord row, boolean isClosed, UnaryOperator<BusinessConfig> change, Actor actor) {
        StoredConfig before = StoredConfig.of(row);
        BusinessConfig config = change.apply(before.config());
        List<String> changed = isClosed
                ? ConfigDifference.withAllIntegrations(before.config(), config)
                : ConfigDifference.between(before.config(), config);
        if (changed.isEmpty()) {
            return before;
        }
        StoredConfig after = write(tx, config.toChange(row, tx.now()), before);
        appendEvent(tx, "config.updated", after, Map.of("version", after.version(), "changed", changed), actor);
        return after;
    }

    private static Optional<BusinessConfigRecord> lock(Session tx) {
        return tx.write(dsl -> Dialect.of(dsl.configuration())
                .locking(dsl.selectFrom(BUSINESS_CONFIG))
                .fetchOptional());
    }

    private static StoredConfig write(Session tx, BusinessConfigRecord changes, StoredConfig before) {
        return tx.write(dsl -> {
            SecretSeal seal = SecretSeal.of(dsl);
            return dsl.update(BUSINESS_CONFIG)
                    .set(seal.seal(changes, before.id(), before.version() + 1))
                    .where(BUSINESS_CONFIG.ID.eq(before.id()))
                    .returning()
                    .fetchSingle(updated -> StoredConfig.of(seal.open(updated)));
        });
    }

    private static void appendEvent(Session tx, String type, StoredConfig config, Map<String, ?> facts, Actor actor) {
        NewEvent event =
                NewEvent.of(type, NOUN, config.id(), actor).withData(facts).withOccurredAt(config.updatedAt());
        tx.write(dsl -> dsl.execute(new EventRepository(tx).insertionOf(event)));
    }
}
