package io.aro.db.cli.operations;

import io.aro.db.AroDatabase;
import io.aro.db.cli.Output;
import io.aro.db.idempotency.StoredKeyRepository;

/** Is a command on the keys of a database. */
abstract class StoredKeysCommand extends OpenDatabaseCommand {

    @Override
    final int run(AroDatabase db, Output output) {
        return run(db.idempotency().keys(), output);
    }

    /** Does the work and returns the exit code. */
    abstract int run(StoredKeyRepository keys, Output output);
}
