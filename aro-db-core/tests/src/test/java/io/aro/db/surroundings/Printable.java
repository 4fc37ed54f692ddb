package io.aro.db.surroundings;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The characters of ASCII that print something, or a blank. */
final class Printable {

    private Printable() {}

    /** Returns them in order, from one of them to another. */
    static String from(char first, char last) {
        return IntStream.rangeClosed(first, last).mapToObj(Character::toString).collect(Collectors.joining());
    }
}
