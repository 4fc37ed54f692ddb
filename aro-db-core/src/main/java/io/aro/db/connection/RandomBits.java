package io.aro.db.connection;

import java.security.SecureRandom;
import java.util.Random;

/** The default source of the random part of ids. */
final class RandomBits {

    /** Cannot be foretold; one for all configurations, so that those with defaults are equal. */
    static final Random UNFORESEEABLE = new SecureRandom();

    private RandomBits() {}
}
