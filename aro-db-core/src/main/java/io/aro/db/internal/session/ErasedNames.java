package io.aro.db.internal.session;

import static io.aro.db.schema.Tables.ERASURE_SECRETS;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.aro.db.error.ConfigurationException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * The names under which erased texts stay known in one database; thread-safe.
 *
 * <p>A name is {@code erased:} and an HMAC-SHA-256 in base64url, in all 50 characters. Its secret is a row that the
 * migration has made, so that a text cannot be guessed from a name without the database. It is read once.
 */
public final class ErasedNames {

    private static final String MARK = "erased:";
    private static final String ALGORITHM = "HmacSHA256";

    private volatile @Nullable SecretKeySpec secret;

    public ErasedNames() {}

    /** Reads the secret, so that no later call has to. */
    public void load(DSLContext dsl) {
        secret = read(dsl);
    }

    /**
     * Reads the secret outside a transaction, if the database has one yet.
     *
     * <p>In the first transaction it would come before the first write, and on SQLite turn that away if another has written
     * in between.
     */
    public void loadIfThere(DSLContext dsl) {
        try {
            if (secret == null) {
                load(dsl);
            }
        } catch (DataAccessException | ConfigurationException e) {
            // The schema is not checked here; the first call that needs the secret says what is wrong.
            return;
        }
    }

    /**
     * Returns the name of what a row was known by before it was erased.
     *
     * @param parts the values of the primary key of that row, in the order of its columns
     * @throws ConfigurationException if the secret is missing
     */
    public static String of(DSLContext dsl, Table<?> table, String... parts) {
        ErasedNames names = (ErasedNames) dsl.configuration().data(ErasedNames.class);
        return Objects.requireNonNull(names).name(dsl, table, parts);
    }

    private String name(DSLContext dsl, Table<?> table, String... parts) {
        SecretKeySpec known = secret;
        if (known == null) {
            known = read(dsl);
            secret = known;
        }
        StringBuilder text = new StringBuilder(table.getName());
        for (String part : parts) {
            // With its length, so that no other parts make the same text.
            text.append(':').append(part.length()).append(':').append(part);
        }
        byte[] hash = mac(known).doFinal(text.toString().getBytes(UTF_8));
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private static SecretKeySpec read(DSLContext dsl) {
        String digits = dsl.select(ERASURE_SECRETS.SECRET)
                .from(ERASURE_SECRETS)
                .fetchOptional(ERASURE_SECRETS.SECRET)
                .orElseThrow(() -> new ConfigurationException(
                        "The table erasure_secrets has lost its row, by which erased keys are known; put it back from a"
                                + " backup."));
        return new SecretKeySpec(HexFormat.of().parseHex(digits), ALGORITHM);
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256.", e);
        }
    }
}
