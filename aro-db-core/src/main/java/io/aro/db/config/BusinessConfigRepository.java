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
 * The repository of the configuration of the business; there is one per installation.
 *
 * <p>Every change is told in the audit log by an event that names what was changed and never holds a value, as some are
 * secrets. With a cipher, the secrets of the integrations are sealed in the row, and from then on they are neither read nor
 * written without it ({@link SealedFieldException}). Secrets that are in the row as they are must be sealed first by {@link
 * #reseal}. Without a cipher they are not written ({@link ConfigurationException}), unless the database was opened {@code
 * withPlaintextSecrets()}.
 */
public final class BusinessConfigRepository {

    private static final String NOUN = "config";
    private static final int FIRST_VERSION = 1;

    private final Session session;

    public BusinessConfigRepository(Session session) {
        this.session = session;
    }

    /**
     * Returns the configuration, if there is one.
     *
     * @throws DocumentMismatchException if another wrote something into it that cannot be read
     */
    public Optional<StoredConfig> find() {
        return session.read(dsl -> dsl.selectFrom(BUSINESS_CONFIG)
                .fetchOptional(row -> StoredConfig.of(SecretSeal.of(dsl).open(row))));
    }

    /**
     * Returns the configuration.
     *
     * @throws NotConfiguredException if there is none
     */
    public StoredConfig get() {
        return find().orElseThrow(NotConfiguredException::new);
    }

    /**
     * Writes the first configuration and the event {@code config.created}, in two statements.
     *
     * @throws ConstraintViolationException of kind {@code UNIQUE} if there is one already
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
            tell(tx, "config.created", created, Map.of("version", created.version()), actor);
            return created;
        });
    }

    /**
     * Replaces the configuration that the caller has read, in three statements; one that is equal is not written.
     *
     * <p>With a cipher it also replaces integrations whose secrets the cipher cannot open, and which therefore cannot be
     * read: they were altered, stored unsealed or sealed by a lost key. They are gone then, members that this version does
     * not know included, and the event names {@code integrations} as a whole. The refusal of {@link #find} or a {@link
     * StaleVersionException} says the version.
     *
     * @param expectedVersion the version of what was read
     * @throws StaleVersionException if it was changed since
     * @throws SealedFieldException if the secrets are sealed and the database was opened without a cipher
     * @throws NotConfiguredException if there is none
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
     * Changes the configuration as it is at that moment, in three statements; no change that others make is lost.
     *
     * <p>The row is locked meanwhile, so the change should do nothing but return a copy; it is asked once. A copy that is
     * equal is not written.
     *
     * @throws NotConfiguredException if there is none
     */
    public StoredConfig update(UnaryOperator<BusinessConfig> change, Actor actor) {
        Values.required("actor", actor);
        return session.atomically(tx -> {
            BusinessConfigRecord row = lock(tx).orElseThrow(NotConfiguredException::new);
            return change(tx, tx.read(dsl -> SecretSeal.of(dsl).open(row)), false, change, actor);
        });
    }

    /** Tells whether secrets are in the row as they are, for whoever looks after the database; {@link #reseal} seals them. */
    public boolean hasPlaintextSecrets() {
        return session.read(dsl -> dsl.selectFrom(BUSINESS_CONFIG)
                .fetchOptional()
                .filter(SecretSeal::isPlain)
                .isPresent());
    }

    /**
     * Seals the secrets with the current key of the cipher, those that are not sealed yet included, with the event {@code
     * config.resealed}, and returns whether that was needed. Its data says by {@code plaintext} whether they were not sealed
     * before: then make sure that nobody else has put them there.
     *
     * <p>It is one transaction: a rotation that is killed has either happened or not, and is simply done again.
     *
     * @throws SealedFieldException if the database was opened without a cipher, or a secret cannot be opened
     * @throws NotConfiguredException if there is no configuration
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
            tell(tx, "config.resealed", after, Map.of("version", after.version(), "plaintext", plain), actor);
            return true;
        });
    }

    /** Changes a locked row, which is handed over opened, or without integrations that cannot be opened. */
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
        tell(tx, "config.updated", after, Map.of("version", after.version(), "changed", changed), actor);
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

    private static void tell(Session tx, String type, StoredConfig config, Map<String, ?> facts, Actor actor) {
        NewEvent event =
                NewEvent.of(type, NOUN, config.id(), actor).withData(facts).withOccurredAt(config.updatedAt());
        tx.write(dsl -> dsl.execute(new EventRepository(tx).insertionOf(event)));
    }
}
