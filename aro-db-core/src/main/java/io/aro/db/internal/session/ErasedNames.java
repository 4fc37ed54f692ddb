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
 * Pseudonyms of erased keys in one database. Thread-safe.
 *
 * <p>A pseudonym is {@code erased:} and an HMAC-SHA-256 in base64url, 50 characters in total. The HMAC secret is a row
 * created by the migration. Without the database, an erased text cannot be guessed from its pseudonym. The secret is
 * read once and cached.
 */
public final class ErasedNames {

    private static final String MARK = "erased:";
    private static final String ALGORITHM = "HmacSHA256";

    private volatile @Nullable String secret;

    /** The hash prepared with the secret, on first use: loading the security providers takes 25 ms. */
    private volatile @Nullable Mac prepared;

    public ErasedNames() {}

    /**
     * Reads the secret now, to save later calls a statement.
     *
     * @throws ConfigurationException if the secret is missing
     */
    public void load(DSLContext dsl) {
        secret = read(dsl);
        prepared = null;
    }

    /**
     * Reads the secret outside a transaction; does nothing on a database without a secret.
     *
     * <p>Reading the secret inside the first transaction would start that transaction with a read. On SQLite, its first
     * write would then fail after a concurrent write.
     */
    public void loadIfThere(DSLContext dsl) {
        try {
            if (secret == null) {
                load(dsl);
            }
        } catch (DataAccessException | ConfigurationException e) {
            // The schema is not checked here; the first call in need of the secret reports its absence.
            return;
        }
    }

    /**
     * Returns the pseudonym of a row's former key.
     *
     * @param parts the primary key values of the row, in column order
     * @throws ConfigurationException if the secret is missing
     */
    public static String of(DSLContext dsl, Table<?> table, String... parts) {
        ErasedNames names = (ErasedNames) dsl.configuration().data(ErasedNames.class);
        return Objects.requireNonNull(names).name(dsl, table, parts);
    }

    private String name(DSLContext dsl, Table<?> table, String... parts) {
        StringBuilder text = new StringBuilder(table.getName());
        for (String part : parts) {
            // Length-prefixed, to keep different parts from forming the same text.
            text.append(':').append(part.length()).append(':').append(part);
        }
        byte[] hash = copyOf(prepared(dsl)).doFinal(text.toString().getBytes(UTF_8));
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private Mac prepared(DSLContext dsl) {
        Mac known = prepared;
        if (known == null) {
            String digits = secret;
            known = mac(new SecretKeySpec(HexFormat.of().parseHex(digits == null ? read(dsl) : digits), ALGORITHM));
            prepared = known;
        }
        return known;
    }

    private static String read(DSLContext dsl) {
        return dsl.select(ERASURE_SECRETS.SECRET)
                .from(ERASURE_SECRETS)
                .fetchOptional(ERASURE_SECRETS.SECRET)
                .orElseThrow(() -> new ConfigurationException(
                        "The table erasure_secrets has lost its row, the secret of all erased keys; restore the row"
                                + " from a backup."));
    }

    /** Returns a copy ready for one hash. Copying is cheaper than preparing the secret again. */
    private static Mac copyOf(Mac prepared) {
        try {
            return (Mac) prepared.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Every Java platform can copy HMAC-SHA-256.", e);
        }
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
