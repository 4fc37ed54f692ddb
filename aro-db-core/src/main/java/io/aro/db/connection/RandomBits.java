package io.aro.db.connection;

import java.security.SecureRandom;
import java.util.Random;

/** Default random source for ids. */
final class RandomBits {

    /** Unpredictable. Shared by all configurations, to make two default configurations equal. */
    static final Random UNFORESEEABLE = new SecureRandom();

    private RandomBits() {}
}
