package io.aro.db.cli.operations;

import io.aro.db.AroDatabase;
import io.aro.db.cli.Output;
import io.aro.db.idempotency.StoredKeyRepository;

/** A command on the idempotency keys of a database. */
abstract class StoredKeysCommand extends OpenDatabaseCommand {

    @Override
    final int run(AroDatabase db, Output output) {
        return run(db.idempotency().keys(), output);
    }

    /** Runs the command on the stored keys and returns the exit code. */
    abstract int run(StoredKeyRepository keys, Output output);
}
