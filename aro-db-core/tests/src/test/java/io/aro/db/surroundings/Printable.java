package io.aro.db.surroundings;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The printable characters of ASCII, including the blank. */
final class Printable {

    private Printable() {}

    /** Returns the characters of a range, in order. */
    static String from(char first, char last) {
        return IntStream.rangeClosed(first, last).mapToObj(Character::toString).collect(Collectors.joining());
    }
}
