package io.aro.db.cli.operations;

import io.aro.db.idempotency.StoredKey;
import io.aro.db.idempotency.StoredKeyRepository;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The reasons for which a key needs an operator. */
enum Standing {
    /** The outcome of its request is unknown. */
    PARKED,
    /** Its request has used all its attempts. */
    EXHAUSTED,
    /** Its lease has expired, and no delivery has taken the key over. */
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

    /** Converter for the word on the command line, in lower case. */
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
