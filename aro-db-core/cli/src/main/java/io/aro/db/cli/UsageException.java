package io.aro.db.cli;

/** Says that the command was called in a way that cannot be meant. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String sentence) {
        super(sentence);
    }
}
