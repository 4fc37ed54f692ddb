package io.aro.db.cli.operations;

import io.aro.db.cli.CommandGroup;
import picocli.CommandLine.Command;

/** The command group {@code keys}, for idempotency keys; never prints a request or a response. */
@Command(
        name = "keys",
        description = "Manage idempotency keys: list keys that need attention, show or release a key, clean up.",
        subcommands = {ListKeysCommand.class, ShowKeyCommand.class, ReleaseKeyCommand.class, CleanUpKeysCommand.class})
public final class KeysCommand extends CommandGroup {}
