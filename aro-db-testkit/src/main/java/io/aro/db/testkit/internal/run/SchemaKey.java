package io.aro.db.testkit.internal.run;

import io.aro.db.migration.MigrationScript;
import io.aro.db.migration.MigrationSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * A fingerprint of migrations, equal for equal migrations and different otherwise.
 *
 * @param text sixteen hexadecimal digits
 */
public record SchemaKey(String text) {

    private static final int DIGITS = 16;

    public static SchemaKey sqlite(List<MigrationSet> migrations) {
        return of(migrations, MigrationSet::sqliteScripts);
    }

    public static SchemaKey postgresql(List<MigrationSet> migrations) {
        return of(migrations, MigrationSet::postgresqlScripts);
    }

    private static SchemaKey of(List<MigrationSet> migrations, Function<MigrationSet, List<MigrationScript>> scripts) {
        MessageDigest digest = sha256();
        add(digest, MigrationSet.aro(), scripts);
        migrations.forEach(set -> add(digest, set, scripts));
        return new SchemaKey(HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS));
    }

    private static void add(
            MessageDigest digest, MigrationSet set, Function<MigrationSet, List<MigrationScript>> scripts) {
        update(digest, set.historyTable());
        for (MigrationScript script : scripts.apply(set)) {
            update(digest, script.name());
            update(digest, Integer.toString(script.checksum()));
        }
    }

    private static void update(MessageDigest digest, String text) {
        digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
