package io.aro.consumer;

import io.aro.db.AroDatabase;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.migration.Migrator;
import io.aro.db.refusal.InvalidValueException;
import java.nio.file.Path;
import java.util.UUID;

/** A program that migrates a file, writes and reads a row, and meets an exception of each of both modules. */
public final class Consumer {

    private Consumer() {}

    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        System.out.println(Migrator.of("jdbc:sqlite:" + file).migrate().fromVersion());
        try (AroDatabase db = AroDatabase.open(SqliteConfig.file(file))) {
            UUID id =
                    db.customers().create(NewCustomer.withPhone("+12025550143")).id();
            System.out.println(db.customers().findById(id).orElseThrow().phone());
            db.customers().create(NewCustomer.withPhone("none"));
        } catch (InvalidValueException e) {
            AroDatabaseException root = e;
            System.out.println(root.isRetryable());
        }
        System.out.println(AroDatabase.class.getModule().getName() + " "
                + Migrator.class.getModule().getName());
    }
}
