package io.aro.db.cli;

/** Thrown when a command line is invalid; the message names the correction. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String sentence) {
        super(sentence);
    }
}
