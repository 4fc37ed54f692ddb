package io.aro.db.cli.operations;

import io.aro.db.idempotency.StoredKey;
import io.aro.db.idempotency.StoredKeyRepository;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Says why a key needs a person. */
enum Standing {
    /** Nobody knows what became of its request. */
    PARKED,
    /** Its request was given up. */
    EXHAUSTED,
    /** Its owner has gone silent, and no delivery has come since. */
    STUCK;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<StoredKey> find(StoredKeyRepository keys, int limit) {
        return switch (this) {
            case PARKED -> keys.findParked(limit);
            case EXHAUSTED -> keys.findExhausted(limit);
            case STUCK -> keys.findStuck(limit);
        };
    }

    /** Reads the word on the command line. */
    static final class Converter implements ITypeConverter<Standing> {

        @Override
        public Standing convert(String word) {
            return Stream.of(values())
                    .filter(standing -> standing.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("it must be parked, exhausted or stuck"));
        }
    }
}
