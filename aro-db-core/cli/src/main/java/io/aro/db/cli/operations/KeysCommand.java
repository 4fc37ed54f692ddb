package io.aro.db.cli.operations;

import io.aro.db.cli.CommandGroup;
import picocli.CommandLine.Command;

/** Is the group of the commands that look after idempotency keys; they never print a request or a response. */
@Command(
        name = "keys",
        description = "Look after idempotency keys: list those that need a person, show or release one, clean up.",
        subcommands = {ListKeysCommand.class, ShowKeyCommand.class, ReleaseKeyCommand.class, CleanUpKeysCommand.class})
public final class KeysCommand extends CommandGroup {}
