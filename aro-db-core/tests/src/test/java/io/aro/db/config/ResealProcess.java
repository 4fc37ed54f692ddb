package io.aro.db.config;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.crypto.TinkCipher;
import io.aro.db.event.Actor;
import io.aro.db.testkit.process.Checkpoints;
import io.aro.db.testkit.process.ChildProcess;
import java.nio.file.Path;

/** A process sealing the secrets with the keyset of its order. */
final class ResealProcess {

    private ResealProcess() {}

    public static void main(String[] arguments) {
        Checkpoints checkpoints = Checkpoints.ofThisProcess();
        TinkCipher cipher = TinkCipher.ofFile(Path.of(checkpoints.start()));
        AroDatabaseConfig config = switch (ChildProcess.database()) {
            case SqliteConfig sqlite -> sqlite.withCipher(cipher).withDecorator(checkpoints.points()::over);
            case PostgresConfig postgres -> postgres.withCipher(cipher).withDecorator(checkpoints.points()::over);
        };
        try (AroDatabase db = AroDatabase.open(config)) {
            db.businessConfig().reseal(Actor.admin("rotation"));
        }
        checkpoints.end("done");
    }
}
