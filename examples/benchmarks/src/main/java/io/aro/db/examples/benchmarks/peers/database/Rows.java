package io.aro.db.examples.benchmarks.peers.database;

import java.util.UUID;

/**
 * The number of rows of each table.
 *
 * @param customers the number of customers
 * @param appointments the number of appointments, with two to three transitions each
 * @param events the number of events
 * @param keys the number of completed idempotency keys
 */
public record Rows(int customers, int appointments, int events, int keys) {

    private static final long ID_HIGH = 0x0189_0000_0000_7000L;
    private static final long ID_LOW = 0x8000_0000_0000_0000L;

    /** Returns the sizes for all operations except the stream. */
    public static Rows usual() {
        return new Rows(20_000, 100_000, 100_000, 10_000);
    }

    /** Returns the sizes for the stream of customers. */
    public static Rows ofStream() {
        return new Rows(100_000, 100, 100, 1);
    }

    /** Returns the id of the row of a number; its last twelve digits are the number. */
    public static UUID id(int number) {
        return new UUID(ID_HIGH, ID_LOW | Long.parseLong(Integer.toString(number), 16));
    }

    /** Returns the phone number of the customer of a number. */
    public static String phone(int number) {
        return "+1556" + (1_000_000 + number);
    }
}
